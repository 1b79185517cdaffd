/** What every module must know about typing: is an input method still at work on this key? */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/** The controls of a form that Enter and Shift+Enter walk through, in order. */
export function stops(form) {
  const all = form.querySelectorAll("input, select, textarea, button[data-stop]");
  return [...all].filter(
    (each) => each.type !== "hidden" && !each.disabled && !each.readOnly && each.tabIndex >= 0
      && each.offsetParent !== null && !["submit", "reset", "image"].includes(each.type),
  );
}

/** Move the focus to the next (or previous) control; false at the end of the form. */
export function step(control, back = false) {
  const places = control.form ? stops(control.form) : [];
  const next = places[places.indexOf(control) + (back ? -1 : 1)];
  if (!next) return false;
  next.focus();
  if (next.select && next.type !== "checkbox" && next.type !== "radio") next.select();
  return true;
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

/** The token that proves to the server that this page sent the request. */
export const csrfHeaders = () => JSON.parse(document.body.getAttribute("hx-headers") || "{}");
