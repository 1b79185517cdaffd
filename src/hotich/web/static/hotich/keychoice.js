/**
 * A field marked data-capture-key takes a combination as it is pressed, and does nothing with it.
 * What writes text, moves on or leaves stays with the field, so that it can be typed into as well.
 */
import { combination } from "./keys.js";
import { isComposing } from "./typing.js";

const LEFT = new Set(["Tab", "Enter", "Escape", "Shift", "Control", "Alt", "Meta", "AltGraph"]);
const named = (event) => /^F\d+$/.test(event.key) || event.key === "PageUp" || event.key === "PageDown";

document.addEventListener("keydown", (event) => {
  if (isComposing(event) || event.metaKey || !event.target.matches("[data-capture-key]")) return;
  const held = event.ctrlKey || event.altKey;
  if ((LEFT.has(event.key) && !held) || !(held || named(event))) return;
  if (/^(Control|Alt|Shift|Meta|AltGraph)$/.test(event.key)) return;
  event.preventDefault();
  event.target.value = combination(event).replace("Control", "Ctrl").replace("PageDown", "PgDn").replace("PageUp", "PgUp");
}, { capture: true });
