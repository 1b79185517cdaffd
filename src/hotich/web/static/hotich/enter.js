/** In a form with data-enter, Enter goes to the next control and, from the last one, sends it. */
import { isComposing, step } from "./typing.js";

const WALKED = "input:not([type=submit], [type=button], [type=reset], [type=file]), select, textarea";

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.defaultPrevented || isComposing(event)) return;
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const control = event.target.closest(WALKED);
  if (!control?.form?.hasAttribute("data-enter") || control.hasAttribute("data-enter-sends")) return;
  event.preventDefault();
  if (step(control, event.shiftKey) || event.shiftKey) return;
  control.form.requestSubmit(control.form.querySelector("[data-enter-submit]"));
});
