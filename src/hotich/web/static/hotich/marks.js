/**
 * Marks of a register field: buttons with data-set-reading="illegible" set its reading (again: clear),
 * buttons with data-fill="text" put a text from elsewhere into it (ditto, copied), data-confirm-block
 * takes over what the block shows as written in the book. What is typed by hand is marked so.
 */
import { controlOf, isOffered, mark, nextBlock, onward, put, settle } from "./typing.js";

const UNREAD = ["illegible", "blank", "struck_out"];
let shown = performance.now();

document.addEventListener("input", (event) => {
  if (event.target.name) mark(event.target, "typed");
});

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
  const gone = onward(control);
  put(control, button.dataset.fill, button.dataset.origin || "ditto");
  if (!gone) control.focus();
}

/** Each empty control of the block takes the value prefilled for it; the clerk has read the book. */
function confirmBlock(button) {
  const block = button.closest("[data-block]");
  if (!block) return;
  settle(document.activeElement);
  for (const control of block.querySelectorAll("[data-prefill-reading]")) {
    const choice = control.form?.querySelector(`[data-reading-of="${CSS.escape(control.name)}"]`);
    const said = block.querySelector(`[name="${CSS.escape(`${control.name}-agrees`)}"]`)?.value;
    if (choice?.value === "clear" && !control.value.trim() && !said) put(choice, control.dataset.prefillReading, "");
  }
  for (const control of block.querySelectorAll("[data-prefill]")) {
    if (control.value.trim() || !isOffered(control) || isSaid(control)) continue;
    put(control, control.dataset.prefill, control.dataset.prefillOrigin || "prefilled");
  }
  const took = block.querySelector("[data-took]");
  if (took && !block.hasAttribute("data-is-confirmed")) took.value = String(Math.round(performance.now() - shown));
  shown = performance.now();
  const confirmed = block.querySelector("[data-confirmed]");
  if (confirmed) {
    confirmed.value = "1";
    confirmed.dispatchEvent(new Event("change", { bubbles: true }));
  }
  block.setAttribute("data-is-confirmed", "");
  if (block.closest("form")) nextBlock(block.closest("form"));
}

/** Whether the field says something already: a mark that nothing is to be read, or a date in words typed. */
function isSaid(control) {
  const field = control.closest("[data-field]");
  const text = field?.querySelector("input:not([type=hidden]), textarea");
  if (control.name.endsWith("-agrees") && text?.value.trim()) return true;
  return UNREAD.includes(field?.querySelector("[data-reading-of]")?.value);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.setReading) setReading(button);
  else if (button?.dataset.fill !== undefined) fill(button);
  else if (button?.hasAttribute("data-confirm-block")) confirmBlock(button);
});
