/**
 * Helps at a field of the sheet, each by one key: the entry before (again: the ones before that), another
 * person of the same entry, the other notation of a name, and keeping a field for the entries that follow.
 * Nothing is put into a field that has the focus: it is let go, filled, and taken up again.
 */
import { controlOf, csrfHeaders, isOffered, put } from "../hotich/typing.js";

const list = (text) => JSON.parse(text || "[]");

function refill(control, text, origin) {
  put(control, text, origin);
  control.focus();
  control.select?.();
}

/** What the entries before said here, the newest first; again: the next older one. */
function ditto(control) {
  const offered = control.dataset.prefill ?? "";
  const texts = list(control.dataset.ditto);
  const others = texts.filter((text) => control.value || text !== offered);
  const from = others.length ? others : texts;
  if (from.length) refill(control, from[(from.indexOf(control.value) + 1) % from.length], "ditto");
}

/** What a control says, or what is offered there and shown in grey. */
const said = (control) => control?.value.trim() || (control && isOffered(control) && control.dataset.prefill) || "";

/** What another field of the entry says; of a name with a block, all of the block; again: the next person. */
function copy(control) {
  const named = control.closest("[data-block]")?.querySelector("[data-copy][data-kind=name]");
  const target = control.dataset.copy ? control : named;
  if (!target) return;
  const form = target.form;
  const sources = list(target.dataset.copy).filter(([, name]) => said(form.elements[name]));
  if (!sources.length) return;
  const place = (Number(target.dataset.copied ?? -1) + 1) % sources.length;
  target.dataset.copied = String(place);
  const [role, name] = sources[place];
  noteNotations(target, form.elements[name]);
  if (target.dataset.kind === "name") copyBlock(target, role);
  refill(target, said(form.elements[name]), "ditto");
}

function copyBlock(target, role) {
  for (const each of target.closest("[data-block]").querySelectorAll("[data-copy], [data-copy-words]")) {
    if (each === target) continue;
    const source = list(each.dataset.copy).find(([who]) => who === role);
    const words = JSON.parse(each.dataset.copyWords || "{}")[role];
    if (source) put(each, said(each.form.elements[source[1]]), "ditto");
    else if (words) put(each, words, "derived");
  }
}

/** A name in capitals, without marks, its tones placed otherwise, as it was; in the field, else in the block in hand. A date in other signs. */
function otherNotation(control) {
  const names = [...(control.closest("[data-block]")?.querySelectorAll("[data-kind=name]") ?? [])];
  const own = ["name", "date"].includes(control.dataset.kind) && (control.value || control.dataset.prefill);
  const target = own ? control : names.find((each) => each.value || each.dataset.prefill);
  if (!target) return;
  const now = target.value || target.dataset.prefill || "";
  let variants = list(target.dataset.notations);
  if (!variants.includes(now)) variants = notationsOf(target.dataset.plain ?? now, target);
  if (!variants.includes(now)) variants = notationsOf(now, target);
  target.dataset.plain = variants[0];
  const next = variants[(variants.indexOf(now) + 1) % variants.length];
  if (!target.value) {
    target.dataset.prefill = next;
    target.placeholder = next;
    return;
  }
  const held = document.activeElement;
  put(target, next, originOf(target));
  if (document.activeElement !== held) held.focus();
}

const titled = (text) => text.toLocaleLowerCase("vi").replace(/(^|[\s-])(\p{L})/gu, (_, gap, letter) => gap + letter.toLocaleUpperCase("vi"));

const TONES = "[\u0300\u0301\u0303\u0309\u0323]?";
const OTHER_PLACE = new RegExp(`(?:(o)(${TONES})([ae])(${TONES})|(?<!q)(u)(${TONES})(y)(${TONES}))(?![\\p{L}\\p{M}])`, "giu");
const Y_OR_I = new RegExp(`((?<![\\p{L}\\p{M}])(?:qu|[hklmstv]))([yi])(?=${TONES}(?![\\p{L}\\p{M}]))`, "giu");

/** Without marks, as an old typewriter wrote: Tran Thi Van. */
const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");

/** The tone on the other vowel of an open syllable: Thuỷ for Thủy, Hoà for Hòa. */
const retoned = (text) => text.normalize("NFD").replace(OTHER_PLACE, (whole, ...parts) => {
  const [one, first, two, second] = parts[0] ? parts.slice(0, 4) : parts.slice(4, 8);
  return one + second + two + first;
}).normalize("NFC");

/** Kì for Kỳ, Lý for Lí, Quí for Quý: both are one name. */
const respelt = (text) => text.normalize("NFD").replace(Y_OR_I, (_, onset, letter) => onset + { y: "i", i: "y", Y: "I", I: "Y" }[letter]).normalize("NFC");

function notationsOf(text, target) {
  if (target.dataset.kind !== "date") {
    const capitals = text.toLocaleUpperCase("vi");
    const small = text === capitals ? titled(text) : text;
    const other = text === capitals ? small : capitals;
    return [...new Set([text, other, bare(small), retoned(text), respelt(text), retoned(other), respelt(other), bare(capitals)])];
  }
  const parts = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)?.slice(1) ?? [];
  const small = parts.map((part) => String(Number(part)));
  return [...new Set([text, parts.join("/"), small.join("/"), parts.join("-"), parts.join("."), parts[2] ?? ""])].filter(Boolean);
}

/** A copied name has the notations of its source: as it stands there, as it was before a key changed it, the others. */
function noteNotations(target, source) {
  delete target.dataset.notations;
  if (target.dataset.kind !== "name") return;
  const text = said(source);
  const plain = [source.dataset.plain, source.dataset.prefill].find((each) => each && notationsOf(each, source).includes(text)) ?? text;
  target.dataset.notations = JSON.stringify([...new Set([text, plain, ...notationsOf(plain, target)])]);
}

const originOf = (control) => control.form.querySelector(`[data-origin-of="${CSS.escape(control.name)}"]`)?.value ?? "typed";

/** Keep the field's text for the entries that follow, or let it go: the officer's own choice. */
async function pin(control, button) {
  const sign = document.querySelector(`[data-kept-of="${CSS.escape(control.name)}"]`);
  if (!sign) return;
  const answer = await fetch(button.dataset.pin, {
    method: "POST", headers: csrfHeaders(), body: new URLSearchParams({ field: control.name }),
  });
  if (answer.ok) sign.hidden = !(await answer.json()).kept;
}

const HELPS = { ditto, copy, notation: otherNotation };

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-help], [data-pin]");
  const control = button && controlOf(button);
  if (!control) return;
  if (button.dataset.pin) pin(control, button);
  else HELPS[button.dataset.help]?.(control);
});

/** What is offered only with another field is shown in grey once that field says something. */
function showOffers(form, name) {
  for (const each of form.querySelectorAll(`[data-prefill-needs="${CSS.escape(name)}"]`)) {
    const words = isOffered(each) ? each.dataset.prefillWords : "";
    if (each.matches("select")) each.options[0].textContent = words ? `(${words})` : "";
    else each.placeholder = words;
  }
}

document.addEventListener("change", (event) => {
  const { form, name } = event.target;
  if (form?.id === "sheet" && name) showOffers(form, name.replace(/-reading$/, ""));
});
