/** In a list of proposals the arrows walk from line to line; the keys of the line in hand act on it. */
import { isComposing } from "../hotich/typing.js";

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

document.addEventListener("keydown", (event) => {
  const step = STEPS[event.key];
  if (!step || event.defaultPrevented || isComposing(event)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select")) return;
  const lines = [...document.querySelectorAll("[data-proposals] > [data-line]")];
  if (!lines.length) return;
  const place = lines.findIndex((each) => each.contains(document.activeElement));
  const next = lines[place < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, place + step))];
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
});
