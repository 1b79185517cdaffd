/** Press or focus what is marked with data-key="F2" when that key is struck; nearest first. */
import { isComposing } from "./typing.js";

// By the place of the key: a Vietnamese keyboard writes other signs there, an input method none.
const PLACES = { Equal: "=", Minus: "-", Comma: ",", Period: "." };
const letter = (event) => /^(Key|Digit)(.)$/.exec(event.code)?.[2] ?? PLACES[event.code] ?? event.key;

/** The struck combination, written as aria-keyshortcuts writes it: "Control+F10", "Alt+K". */
export function combination(event) {
  const parts = [];
  if (event.ctrlKey) parts.push("Control");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  parts.push(event.altKey || event.ctrlKey ? letter(event) : event.key);
  return parts.join("+");
}

/** Whether the officer's key for this action was struck; for modules that act without a button. */
export function struck(event, action) {
  return combination(event) === document.getElementById("key-map")?.querySelector(`[data-action="${action}"]`)?.dataset.combo;
}

const usable = (each) => !each.disabled && each.getAttribute("aria-disabled") !== "true" && each.getClientRects().length > 0;

/** Look in the block that holds the focus, then in the one around it, up to the page. */
function nearest(combo) {
  const selector = `[data-key="${CSS.escape(combo)}"]`;
  const open = document.querySelector("dialog[open]");
  for (let block = document.activeElement; block; block = block.parentElement) {
    const found = [block, ...block.querySelectorAll(selector)].find(
      (each) => each.matches(selector) && usable(each),
    );
    if (found) return found;
    if (block === open) return null;
  }
  return [...document.querySelectorAll(selector)].find(usable);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || isComposing(event) || event.metaKey) return;
  const plainLetter = event.key.length === 1 && !event.altKey && !event.ctrlKey;
  if (plainLetter) return;
  const target = nearest(combination(event));
  if (!target) return;
  event.preventDefault();
  if (event.repeat && !target.hasAttribute("data-repeats")) return;
  if (target.matches("input:not([type=checkbox], [type=radio], [type=submit]), textarea, select")) target.focus();
  else {
    target.click();
    // Tab leads into what it opened; the page of the book opens beside what is typed.
    if (target.matches("summary:not([data-viewer] > *)")) target.focus();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-key-map]")) document.getElementById("key-map")?.showModal();
});
