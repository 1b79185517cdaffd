/**
 * The session had ended when a form was sent: after sign-in the form shows again what was typed. The
 * texts come with the page; those that find their field are put there, the others stay in the notice.
 */
import { put } from "./typing.js";

const notice = document.querySelector("[data-unsent]");
const items = [...(notice?.querySelectorAll("[data-name]") ?? [])];
const names = [...new Set(items.map((item) => item.dataset.name))];
const NO_TEXT = ["hidden", "password", "file", "submit", "button", "image", "reset"];

const named = (form, name) => [...form.elements].filter((each) => each.name === name);
const fits = (form) => names.filter((name) => named(form, name).length).length;
const takes = (form) => form.method === "post" && new URL(form.action).pathname === notice.dataset.unsent;

function fill(form) {
  for (const box of form.querySelectorAll("[type=checkbox]")) if (!names.includes(box.name)) check(box, []);
  for (const name of names) {
    const own = items.filter((item) => item.dataset.name === name);
    const controls = named(form, name);
    if (!controls.length) continue;
    const texts = own.map((item) => item.dataset.text);
    const open = controls.filter((each) => !NO_TEXT.includes(each.type) && !each.disabled && !each.readOnly);
    open.forEach((control, place) => write(control, texts, place));
    own.forEach((item) => item.remove());
  }
}

function write(control, texts, place) {
  if (["checkbox", "radio"].includes(control.type)) check(control, texts);
  else if (control.multiple) [...control.options].forEach((each) => { each.selected = texts.includes(each.value); });
  else if (place < texts.length && control.value !== texts[place]) put(control, texts[place], "typed");
}

function check(control, texts) {
  const is = texts.includes(control.value);
  if (control.checked === is) return;
  control.checked = is;
  control.dispatchEvent(new Event("change", { bubbles: true }));
}

if (notice) {
  const forms = [...document.forms].filter(takes).sort((one, two) => fits(two) - fits(one));
  const held = document.activeElement;
  if (forms[0]?.dataset.autosave) notice.hidden = true; // its draft holds all of it
  else if (forms[0]) fill(forms[0]);
  if (!notice.querySelector("[data-name]")) notice.querySelector("details")?.remove();
  if (document.activeElement !== held) held.focus();
}
