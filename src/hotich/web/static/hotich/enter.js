/**
 * In a form with data-enter, Enter goes to the next control and, from the last one, sends it. With
 * data-enter="look" it goes past what needs no look, block by block; Shift+Enter visits every control.
 */
import { isComposing, onward, step } from "./typing.js";

const WALKED = "input:not([type=submit], [type=button], [type=reset], [type=file]), select, textarea";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || isComposing(event)) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const control = event.target.closest(`${WALKED}, [data-confirm-block]`);
  if (!control?.form?.hasAttribute("data-enter") || control.hasAttribute("data-enter-sends")) return;
  if (control.matches("[data-confirm-block]")) {
    if (event.shiftKey) back(event, control);
    return;
  }
  event.preventDefault();
  if (event.shiftKey ? step(control, true) || true : onward(control)) return;
  control.form.requestSubmit(control.form.querySelector("[data-enter-submit]"));
});

/** From the button of a block back to its last control. */
function back(event, button) {
  const block = button.closest("[data-block]");
  const all = [...(block?.querySelectorAll(WALKED) ?? [])].filter((each) => each.type !== "hidden" && each.tabIndex >= 0);
  if (!all.length) return;
  event.preventDefault();
  all[all.length - 1].focus();
}
