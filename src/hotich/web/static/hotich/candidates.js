/** In a list with data-candidates: 1–9 and 0 choose, arrows walk, Escape goes back to the field. */
import { isComposing } from "./typing.js";

const buttons = (list) => [...list.querySelectorAll("[data-digit]")].filter((each) => !each.disabled);

function walk(list, from, by) {
  const all = buttons(list);
  const place = all.indexOf(from);
  all[Math.min(all.length - 1, Math.max(0, place + by))]?.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  const typing = event.target.matches("input, textarea, select");
  const list = event.target.closest("[data-candidates]")
    ?? (typing ? null : document.querySelector("[data-candidates]"));
  if (!list) return;
  if (/^[0-9]$/.test(event.key)) {
    const chosen = buttons(list).find((each) => each.dataset.digit === event.key);
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    walk(list, document.activeElement, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && list.dataset.candidates) {
    event.preventDefault();
    document.getElementById(list.dataset.candidates)?.focus();
  }
});
