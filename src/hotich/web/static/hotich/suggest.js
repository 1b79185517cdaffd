/**
 * Suggestions in a list under the field, never inside it. The list comes with the page
 * (data-suggestions="a|b") or from the server (data-suggest-url, POST q, JSON {options: [{text, note}]}).
 * ArrowDown goes to its first line, and asks for the list where it does not stand yet: Enter then takes
 * that line, also when it is struck before the answer has come.
 */
import { csrfHeaders, isComposing, onward, put } from "./typing.js";

const WAIT = 150;
const LEAST = 2;
const FIELDS = "[data-suggestions], [data-suggest-url]";
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
const initials = (text) => fold(text).split(/[\s,.-]+/).map((word) => (/^\d+$/.test(word) ? word : word[0] ?? "")).join("");
const state = new WeakMap();

function listOf(input) {
  const known = state.get(input);
  if (known) return known;
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent ?? "");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  const made = { list, timer: 0, asked: null, wanted: false, take: false };
  state.set(input, made);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (option) choose(input, option);
  });
  return made;
}

function close(input) {
  const known = listOf(input);
  const { list, timer, asked } = known;
  clearTimeout(timer);
  asked?.abort();
  known.wanted = known.take = false;
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function show(input, options) {
  const known = listOf(input);
  const { list } = known;
  list.replaceChildren(...options.slice(0, 12).map(({ text, note }, place) => {
    const option = document.createElement("li");
    option.id = `${list.id}-${place}`;
    option.setAttribute("role", "option");
    option.dataset.text = text;
    const words = document.createElement("span");
    words.textContent = text;
    const small = document.createElement("small");
    small.textContent = note ?? "";
    option.append(words, small);
    return option;
  }));
  if (!options.length || document.activeElement !== input) return close(input);
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  input.removeAttribute("aria-activedescendant");
  if (!known.wanted) return;
  const { take } = known;
  known.wanted = known.take = false;
  walk(input, 1);
  if (take) choose(input, list.firstElementChild);
}

/** The list goes before the text is put in, and the focus goes on: no focused input is rewritten. */
function choose(input, option) {
  close(input);
  const gone = onward(input);
  put(input, option.dataset.text, "chosen");
  if (!gone) input.focus();
}

async function ask(input) {
  const typed = input.value;
  if (input.dataset.suggestions) {
    const wanted = fold(typed);
    const all = input.dataset.suggestions.split("|");
    const whole = wanted ? [(text) => fold(text).startsWith(wanted), (text) => initials(text).startsWith(wanted.replace(/\s/g, ""))] : [() => true];
    const fits = new Set(whole.flatMap((fit) => all.filter((text) => fit(text) && text !== typed)));
    return show(input, [...fits].map((text) => ({ text })));
  }
  const known = listOf(input);
  known.asked?.abort();
  known.asked = new AbortController();
  if (typed.trim().length < LEAST && !known.wanted) return close(input);
  try {
    const answer = await fetch(input.dataset.suggestUrl, {
      method: "POST", signal: known.asked.signal, headers: csrfHeaders(),
      body: new URLSearchParams({ q: typed, field: input.name }),
    });
    if (answer.ok) show(input, (await answer.json()).options);
    else close(input);
  } catch (fault) {
    if (fault.name !== "AbortError") close(input);
  }
}

function later(event) {
  const input = event.target.closest?.(FIELDS);
  if (!input || (event.type === "input" && event.isComposing)) return;
  const known = listOf(input);
  clearTimeout(known.timer);
  known.wanted = known.take = false;
  known.timer = setTimeout(() => ask(input), WAIT);
}

function walk(input, by) {
  const { list } = listOf(input);
  const all = [...list.children];
  const place = all.findIndex((each) => each.getAttribute("aria-selected") === "true");
  const next = all[(place + by + all.length + (place < 0 && by < 0 ? 1 : 0)) % all.length];
  all.forEach((each) => each.setAttribute("aria-selected", String(each === next)));
  input.setAttribute("aria-activedescendant", next.id);
  next.scrollIntoView({ block: "nearest" });
}

/** The list does not stand yet: ArrowDown asks for it at once, Enter after it takes what will come first. */
function early(event, input) {
  const known = listOf(input);
  if (event.key === "ArrowDown" && !event.shiftKey) {
    event.preventDefault();
    clearTimeout(known.timer);
    known.wanted = true;
    ask(input);
  } else if (event.key === "Enter" && known.wanted) {
    event.preventDefault();
    known.take = true;
  }
}

document.addEventListener("input", later);
document.addEventListener("compositionend", later);
document.addEventListener("focusout", (event) => {
  if (event.target.matches?.(FIELDS) && state.has(event.target)) close(event.target);
});
document.addEventListener("keydown", (event) => {
  const input = event.target.closest?.(FIELDS);
  if (!input || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (input.getAttribute("aria-expanded") !== "true") return early(event, input);
  const option = listOf(input).list.querySelector('[aria-selected="true"]');
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    walk(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter" && option) {
    event.preventDefault();
    choose(input, option);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close(input);
  }
}, true);
