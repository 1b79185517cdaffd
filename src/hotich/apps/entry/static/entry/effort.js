/**
 * How many keys an entry takes, and how long, without pauses of more than a minute: two numbers that
 * go to the server with the form, for the clerk's own figures. Which keys they were is not noted.
 */
const PAUSE = 60_000;
const place = document.querySelector("[data-effort]");
let [keys, time] = (place?.value || "0 0").split(" ").map(Number);
let last = performance.now();

addEventListener("keydown", (event) => {
  if (!place || event.repeat) return;
  const now = performance.now();
  if (now - last <= PAUSE) time += now - last;
  last = now;
  keys += 1;
  place.value = `${keys} ${Math.round(time)}`;
}, true);
