/**
 * What every module must know about typing. This one alone is imported by others: a module that a page
 * loads by itself and another imports would run twice, under two addresses.
 */

/** Is an input method still at work on this key? */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** The controls of a form that Enter and Shift+Enter walk through, in order. */
export function stops(form) {
  const all = form.querySelectorAll("input, select, textarea, button[data-stop]");
  return [...all].filter(
    (each) => each.type !== "hidden" && !each.disabled && !each.readOnly && each.tabIndex >= 0
      && each.offsetParent !== null && !["submit", "reset", "image"].includes(each.type),
  );
}

function attend(control) {
  control.focus();
  if (control.select && control.type !== "checkbox" && control.type !== "radio") control.select();
  return true;
}

/** Move the focus to the next (or previous) control; false at the end of the form. */
export function step(control, back = false) {
  const places = control.form ? stops(control.form) : [];
  const next = places[places.indexOf(control) + (back ? -1 : 1)];
  return next ? attend(next) : false;
}

/** How the field of a control was read: "clear" where no mark stands. */
export const readingOf = (control) =>
  control.form?.querySelector(`[data-reading-of="${CSS.escape(control.name)}"]`)?.value ?? "clear";

/** Whether the clerk must stop at a control: it is empty and unmarked, and is not passed by. */
export const needsLook = (control) =>
  !control.value.trim() && !control.hasAttribute("data-pass") && readingOf(control) === "clear";

/** The first control of a block at which the clerk must stop, after one of them where it is given. */
function openIn(block, after = null) {
  const places = stops(block).filter((each) => each.closest("[data-block]") === block);
  return places.slice(places.indexOf(after) + 1).find(needsLook);
}

/** Go to the first block that is not confirmed: to its first open control, else to its button. */
export function nextBlock(form) {
  const block = form.querySelector("[data-block]:not([data-is-confirmed])");
  const target = block
    ? openIn(block) ?? block.querySelector("[data-confirm-block]") ?? stops(block)[0]
    : form.querySelector("[data-enter-submit]");
  if (!target) return false;
  block?.scrollIntoView({ block: "nearest" });
  return attend(target);
}

/** The next control as Enter goes: in a form with data-enter="look" past what needs no look. */
export function onward(control) {
  const block = control.closest("[data-block]");
  if (control.form?.dataset.enter !== "look") return step(control);
  if (!block) {
    const places = stops(control.form);
    return places[places.indexOf(control) + 1]?.closest("[data-block]") ? nextBlock(control.form) : step(control);
  }
  const next = openIn(block, control);
  if (next) return attend(next);
  if (block.hasAttribute("data-is-confirmed")) return nextBlock(control.form);
  const button = block.querySelector("[data-confirm-block]");
  return button ? attend(button) : step(control);
}

/** Put a text into a control, never while it has the focus: input methods would garble it. */
export function put(control, text, origin) {
  if (document.activeElement === control) control.blur();
  control.value = text;
  mark(control, origin);
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Note where the text of a register field came from, in the hidden input beside it. */
export function mark(control, origin) {
  const note = control.form?.querySelector(`[data-origin-of="${CSS.escape(control.name)}"]`);
  if (note) note.value = origin;
}

const FIELDS = "[data-field] :is(input, textarea, select):not([data-reading-of])";
// The first field has the focus before any module runs.
let last = document.activeElement?.matches(FIELDS) ? document.activeElement : null;
document.addEventListener("focusin", (event) => {
  if (event.target.matches(FIELDS)) last = event.target;
});

/** The control a button speaks of: in its own field, else the one that had the focus last. */
export function controlOf(button) {
  const own = button.closest("[data-field]")?.querySelector("input:not([type=hidden]), textarea, select");
  return own ?? (last?.isConnected ? last : null);
}

/** Whether what is offered at a control holds: some offers need another field (no paper without its number). */
export function isOffered(control) {
  const needed = control.dataset.prefillNeeds;
  if (!needed) return true;
  const other = control.form?.elements[needed];
  return Boolean(other) && (other.value.trim() !== "" || !["clear", "blank"].includes(readingOf(other)));
}

const settlers = [];

/** Let a module have its say when a control is left, or what stands in it is about to count. */
export const onSettle = (work) => settlers.push(work);

/** Make of a short text what it stands for, now: the form is sent, the block confirmed. */
export function settle(control) {
  if (control?.form) settlers.forEach((work) => work(control));
}

document.addEventListener("focusout", (event) => settle(event.target));
document.addEventListener("submit", () => {
  const held = document.activeElement;
  settle(held);
  if (document.activeElement !== held) held.focus();
}, true);

/** The token that proves to the server that this page sent the request. */
export const csrfHeaders = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");
