/** In a form with data-autosave="url", what changed goes to the server within two seconds. */
import { csrfHeaders } from "./typing.js";

const WAIT = 1200;
const RETRY = 5000;
const waiting = new Map();

function say(form, state) {
  const place = form.querySelector("[data-draft]") ?? document.querySelector("[data-draft]");
  if (!place) return;
  place.dataset.state = state;
  place.textContent = place.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`] ?? "";
}

function note(event) {
  const form = event.target.form;
  const name = event.target.name;
  if (!form?.dataset.autosave || !name || event.target.type === "password") return;
  const draft = waiting.get(form) ?? { names: new Set(), timer: 0, busy: false };
  waiting.set(form, draft);
  for (const each of [name, `${name}-reading`, `${name}-origin`]) draft.names.add(each);
  if (!draft.timer) draft.timer = setTimeout(() => send(form), WAIT);
}

function body(form, names) {
  const pairs = [...new FormData(form)].filter(([name, value]) => names.has(name) && typeof value === "string");
  const always = [...form.querySelectorAll("[data-draft-always]")].map((each) => [each.name, each.value]);
  return new URLSearchParams([...always, ...pairs]);
}

async function send(form, leaving = false) {
  const draft = waiting.get(form);
  if (!draft?.names.size || (draft.busy && !leaving)) return;
  clearTimeout(draft.timer);
  const names = draft.names;
  draft.names = new Set();
  draft.timer = 0;
  draft.busy = true;
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST", headers: csrfHeaders(), body: body(form, names), keepalive: leaving,
    });
    if (!answer.ok) throw new Error(String(answer.status));
    say(form, "kept");
  } catch {
    names.forEach((name) => draft.names.add(name));
    say(form, "failed");
  }
  draft.busy = false;
  if (draft.names.size && !draft.timer) draft.timer = setTimeout(() => send(form), RETRY);
}

document.addEventListener("input", note);
document.addEventListener("change", note);
document.addEventListener("submit", (event) => {
  clearTimeout(waiting.get(event.target)?.timer);
  waiting.delete(event.target);
});
addEventListener("pagehide", () => waiting.forEach((_, form) => send(form, true)));
