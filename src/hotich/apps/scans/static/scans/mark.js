/** Lines between the entries of a page: a line is moved and put down by keys, or by the mouse. */
const WHOLE = 10000;
const NEAREST = 20;
const page = document.querySelector("[data-marking]");
const kept = document.querySelector("[data-lines]");
const cursor = page.querySelector("[data-cursor]");
const count = document.querySelector("[data-count]");
const columns = document.querySelector("[name=columns]");
let lines = kept.value.split(",").filter(Boolean).map(Number);
let at = lines[0] ?? 500;

function draw() {
  page.querySelectorAll(".marking__line").forEach((each) => each.remove());
  for (const line of lines) {
    const element = document.createElement("div");
    element.className = "marking__line";
    element.style.top = `${line / 100}%`;
    page.append(element);
  }
  cursor.style.top = `${at / 100}%`;
  kept.value = [...lines].sort((one, other) => one - other).join(",");
  count.textContent = `${count.dataset.words}: ${Math.max(0, lines.length - 1) * Number(columns.value)}`;
}

function put(line) {
  at = Math.min(WHOLE, Math.max(0, Math.round(line)));
  if (!lines.some((each) => Math.abs(each - at) < NEAREST)) lines.push(at);
  draw();
}

const KEYS = {
  ArrowDown: (fine) => { at = Math.min(WHOLE, at + (fine ? 10 : 100)); },
  ArrowUp: (fine) => { at = Math.max(0, at - (fine ? 10 : 100)); },
  Enter: () => put(at),
  Backspace: () => { at = lines.pop() ?? at; },
  Delete: () => {
    const far = (line) => Math.abs(line - at);
    const nearest = [...lines].sort((one, other) => far(one) - far(other))[0];
    lines = lines.filter((line) => line !== nearest);
  },
};

page.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  act(event.shiftKey);
  draw();
  cursor.scrollIntoView({ block: "nearest" });
});
page.addEventListener("click", (event) => {
  const box = page.getBoundingClientRect();
  put(((event.clientY - box.top) / box.height) * WHOLE);
});
columns.addEventListener("change", draw);
draw();
if (!document.querySelector("[aria-invalid=true]")) page.focus({ preventScroll: true });
