/**
 * The entry sheet: U leaves the look-up undecided, data-word buttons give the clerk's word on two
 * texts that may mean the same. Saving leads to the first line that waits for such a word, once.
 */
import { isComposing } from "../hotich/typing.js";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key.length !== 1 || event.target.matches("input, textarea, select")) return;
  const button = document.querySelector(`[data-candidates] [data-letter="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-word]");
  if (!button) return;
  const note = document.querySelector(`[data-word-of="${CSS.escape(button.dataset.wordFor)}"]`);
  if (!note) return;
  note.value = button.dataset.word;
  note.dispatchEvent(new Event("change", { bubbles: true }));
  toQuestion(button.form, button.closest("tr"));
});

/** Go to the first line that asks whether two texts mean the same, after one that was answered; false when none does. */
function toQuestion(form, answered = null) {
  const asks = (row) => row !== answered && row.querySelector("[data-word]") && !row.querySelector("[data-word][aria-pressed=true]");
  const row = [...(form?.querySelectorAll("tr[data-field-id]") ?? [])].find(asks);
  const control = row?.querySelector("[data-field] :is(input:not([type=hidden]), textarea, select)");
  if (!control) return false;
  control.focus();
  row.scrollIntoView({ block: "nearest" });
  return true;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.id !== "sheet" || form.dataset.asked || !toQuestion(form)) return;
  form.dataset.asked = "1";
  event.preventDefault();
  event.stopPropagation();
}, true);

/** What the server says again as it stands is not swapped: nothing flickers while the clerk types. */
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment, shouldSwap } = event.detail;
  const same = fragment?.firstElementChild?.innerHTML.trim() === target?.innerHTML.trim();
  event.detail.shouldSwap = shouldSwap && !same;
});
