/**
 * Marks of a register field: buttons with data-set-reading="illegible" set its reading (again: clear),
 * buttons with data-fill="text" put a text from elsewhere into it (ditto, copied), data-confirm-block
 * takes over what the block shows as written in the book. What is typed by hand is marked so.
 */
import { mark, put, step } from "./typing.js";

let last = null;
document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-field] :is(input, textarea, select):not([data-reading-of])")) last = event.target;
});

document.addEventListener("input", (event) => {
  if (event.target.name) mark(event.target, "typed");
});

/** The control a button speaks of: in its own field, else the one that had the focus last. */
function controlOf(button) {
  const own = button.closest("[data-field]")?.querySelector("input:not([type=hidden]), textarea, select");
  return own ?? (last?.isConnected ? last : null);
}

function setReading(button) {
  const control = controlOf(button);
  const choice = control?.form?.querySelector(`[data-reading-of="${CSS.escape(control.name)}"]`);
  if (!choice) return;
  choice.value = choice.value === button.dataset.setReading ? "clear" : button.dataset.setReading;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  control.focus();
}

function fill(button) {
  const control = controlOf(button);
  if (!control) return;
  const onward = step(control);
  put(control, button.dataset.fill, button.dataset.origin || "ditto");
  if (!onward) control.focus();
}

/** Each empty control of the block takes the value prefilled for it; the clerk has read the book. */
function confirmBlock(button) {
  const block = button.closest("[data-block]");
  if (!block) return;
  for (const control of block.querySelectorAll("[data-prefill]")) {
    if (!control.value.trim()) put(control, control.dataset.prefill, control.dataset.prefillOrigin || "prefilled");
  }
  const confirmed = block.querySelector("[data-confirmed]");
  if (confirmed) {
    confirmed.value = "1";
    confirmed.dispatchEvent(new Event("change", { bubbles: true }));
  }
  block.setAttribute("data-is-confirmed", "");
  document.querySelector("[data-block]:not([data-is-confirmed]) :is(input:not([type=hidden]), textarea, select)")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.setReading) setReading(button);
  else if (button?.dataset.fill !== undefined) fill(button);
  else if (button?.hasAttribute("data-confirm-block")) confirmBlock(button);
});
