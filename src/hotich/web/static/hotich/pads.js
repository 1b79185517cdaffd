/**
 * Short for long. In a field with data-pad="1=Nam|2=Nữ" a digit stands for a word; data-pad-sets says
 * what else it sets ("0=child-x-reading:blank"). In one with data-year="1998" a day and month get
 * their year; a lone "-" stands for the offered date, written with that sign. What it will be stands under the field while it is typed; the text itself changes
 * only once the field is left. Escape keeps what was typed. In a list a digit chooses at once.
 */
import { isComposing, mark, onSettle, put } from "./typing.js";

const SHORT_DATE = /^\s*(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*$/;
const WHOLE_DATE = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;
const MOST = 9;
const pairs = (text) => (text ?? "").split("|").filter(Boolean).map((each) => each.split(/=(.*)/s).slice(0, 2));
const padKey = (text) => text.trim().replace(/^0+(?=\d)/, "");

/** What the text of a control stands for, or null: it stands for itself. */
function meaning(control) {
  const typed = control.value;
  if (!typed.trim() || control.dataset.asTyped === typed || control.matches("select")) return null;
  const found = pairs(control.dataset.pad).find(([key]) => key === padKey(typed));
  if (found) {
    const sets = pairs(control.dataset.padSets).find(([key]) => key === found[0]);
    return { text: sets ? "" : found[1], words: found[1], origin: sets ? "typed" : "chosen", sets: sets?.[1] };
  }
  const sign = /^\s*([/.-])\s*$/.exec(typed)?.[1];
  const offered = sign && control.dataset.kind === "date" ? WHOLE_DATE.exec(control.dataset.prefill ?? "") : null;
  if (offered) {
    const parts = sign === "/" ? offered.slice(1).map((part) => String(Number(part))) : offered.slice(1);
    return { text: parts.join(sign), words: parts.join(sign), origin: control.dataset.prefillOrigin || "prefilled" };
  }
  const date = control.dataset.year ? SHORT_DATE.exec(typed) : null;
  if (!date || Number(date[1]) > 31 || Number(date[3]) > 12 || !Number(date[1]) || !Number(date[3])) return null;
  const whole = `${typed.trim()}${date[2]}${control.dataset.year}`;
  return { text: whole, words: whole, origin: "typed" };
}

onSettle((control) => {
  if (control !== legend.owner) hide();
  const meant = meaning(control);
  if (!meant) return;
  if (meant.sets) {
    const [name, value] = meant.sets.split(":");
    const other = control.form.elements[name];
    if (other) put(other, value, "typed");
  }
  put(control, meant.text, meant.origin);
});

/** The line under the field in hand: which digits there are, or what is about to be written. */
const legend = document.createElement("p");
legend.className = "legend";
legend.id = "pad-legend";
legend.setAttribute("aria-live", "polite");
legend.hidden = true;

function hide() {
  legend.hidden = true;
  legend.owner = null;
}

function tell(control) {
  const pad = pairs(control.dataset.pad);
    const meant = meaning(control);
  const list = control.getAttribute("aria-expanded") === "true";
  if (list && !meant) return hide();
  const first = pad.slice(0, MOST).map(([key, words]) => {
    const item = document.createElement("span");
    const digit = document.createElement("kbd");
    digit.textContent = key;
    const option = control.matches("select") ? [...control.options].find((each) => each.value === words) : null;
    item.append(digit, ` ${option?.textContent ?? words}`);
    return item;
  });
  if (pad.length > MOST) first.push(`… ${pad[pad.length - 1][0]}`);
  if (meant) {
    const coming = document.createElement("b");
    coming.textContent = `→ ${meant.words}`;
    legend.replaceChildren(coming);
  } else if (pad.length && !control.value.trim()) legend.replaceChildren(...first.flatMap((each) => [each, " "]));
  else return hide();
  legend.owner = control;
  if (legend.parentElement !== control.parentElement) control.after(legend);
  legend.hidden = false;
}

const watched = (event) => event.target.closest?.("[data-pad], [data-year], [data-kind=date][data-prefill]");

document.addEventListener("focusin", (event) => (watched(event) ? tell(event.target) : hide()));
document.addEventListener("focusout", hide);
document.addEventListener("input", (event) => {
  if (!watched(event)) return;
  delete event.target.dataset.asTyped;
  tell(event.target);
});

document.addEventListener("keydown", (event) => {
  const control = watched(event);
  if (!control || event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape" && meaning(control)) {
    event.preventDefault();
    control.dataset.asTyped = control.value;
    tell(control);
  } else if (control.matches("select") && /^[1-9]$/.test(event.key)) {
    const found = pairs(control.dataset.pad).find(([key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    control.value = found[1];
    mark(control, "chosen");
    control.dispatchEvent(new Event("change", { bubbles: true }));
    tell(control);
  }
});
