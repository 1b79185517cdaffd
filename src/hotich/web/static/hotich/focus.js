/** Where the focus goes: on load to what was refused, after a swap to what the server marked. */

const FIRST = "[data-focus], [data-focus-on-load]";
let kept = null;

function attend(root) {
  const target = root.matches?.(FIRST) ? root : root.querySelector?.(FIRST);
  if (!target) return false;
  target.focus();
  if (target.matches("input, textarea") && target.select) target.select();
  return true;
}

attend(document);

document.addEventListener("htmx:beforeSwap", () => {
  kept = document.activeElement?.id || null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  if (attend(event.target)) return;
  const lost = !document.activeElement || document.activeElement === document.body;
  if (lost && kept) document.getElementById(kept)?.focus();
});

/** A request that came to nothing is said on the page; what was typed stays where it is. */
function tell() {
  const text = document.getElementById("request-failed");
  const place = document.getElementById("messages");
  if (!text || !place) return;
  place.querySelectorAll("[data-request-failed]").forEach((each) => each.remove());
  const copy = text.content.firstElementChild.cloneNode(true);
  copy.setAttribute("data-request-failed", "");
  place.append(copy);
  place.scrollIntoView({ block: "nearest" });
}

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, tell);
}
document.addEventListener("htmx:beforeRequest", () => {
  document.querySelectorAll("[data-request-failed]").forEach((each) => each.remove());
});

/** A wide table that scrolls and holds nothing to stop at is a stop itself, for the arrow keys. */
function reach() {
  for (const each of document.querySelectorAll(":has(> :is(.table, .comparison))")) {
    const isStop = each.scrollWidth > each.clientWidth && !each.querySelector("a, button, input, select, textarea, summary");
    if (isStop) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
}

reach();
addEventListener("resize", reach);
document.addEventListener("htmx:afterSettle", reach);
