/**
 * In a form with data-autosave="url", what changed goes to the server within two seconds, while the
 * clerk types on. Nothing is kept in the browser: what could not be sent stays in the page and is sent
 * when the server answers again, or when the officer has signed in. A text that another window typed
 * since is shown beside the page's own, and neither is put over the other.
 */
import { csrfHeaders, put } from "./typing.js";

const WAIT = 900;
const RETRY = 3000;
const COMPANIONS = ["-reading", "-origin", "-agrees", "-word"];
const ALWAYS = ["draft_revision", "draft_window", "draft_seen", "token", "version"]
  .map((name) => `input[type=hidden][name=${name}]`).concat("[data-draft-always]").join();
const drafts = new Map();
const windowName = [...crypto.getRandomValues(new Uint32Array(3))].map((each) => each.toString(36)).join("");

const control = (form, name) => form.querySelector(`[name="${CSS.escape(name)}"]`);
const hidden = (form, name) => form.querySelector(`input[type=hidden][name="${name}"]`);

function draftOf(form) {
  if (!drafts.has(form)) {
    drafts.set(form, { names: new Set(), timer: 0, running: null, state: "" });
    const place = hidden(form, "draft_window");
    if (place && !place.value) place.value = windowName;
  }
  return drafts.get(form);
}

document.querySelectorAll("form[data-autosave]").forEach(draftOf);

function say(form, state) {
  draftOf(form).state = state;
  const place = form.querySelector("[data-draft]") ?? document.querySelector("[data-draft]");
  if (!place) return;
  place.dataset.state = state;
  place.textContent = place.dataset[`text${state[0].toUpperCase()}${state.slice(1)}`] ?? "";
}

function rootOf(name) {
  const ending = COMPANIONS.find((each) => name.endsWith(each));
  return ending ? name.slice(0, -ending.length) : name;
}

function note(form, name) {
  const draft = draftOf(form);
  const root = rootOf(name);
  for (const each of [name, root, ...COMPANIONS.map((ending) => root + ending)]) draft.names.add(each);
  plan(form, WAIT);
}

function plan(form, wait) {
  const draft = draftOf(form);
  if (!draft.timer && draft.state !== "told") draft.timer = setTimeout(() => send(form), wait);
}

function listen(event) {
  const { form, name, type } = event.target;
  if (form?.dataset?.autosave && name && type !== "password") note(form, name);
}

function body(form, names) {
  const sent = new FormData(form);
  const pairs = [...names].filter((name) => control(form, name)).map((name) => [name, sent.get(name) ?? ""]);
  const known = [...form.querySelectorAll(ALWAYS)].map((each) => [each.name, each.value]);
  return new URLSearchParams([...known, ...pairs.filter(([, value]) => typeof value === "string")]);
}

/** Send what is not kept yet, one request after the other; returns how the draft stands then. */
async function send(form, leaving = false) {
  const draft = draftOf(form);
  if (draft.running && !leaving) await draft.running;
  clearTimeout(draft.timer);
  draft.timer = 0;
  if (!draft.names.size || draft.state === "told") return draft.state;
  const names = draft.names;
  draft.names = new Set();
  draft.running = deliver(form, names, leaving);
  await draft.running;
  draft.running = null;
  return draft.state;
}

async function deliver(form, names, leaving) {
  let state = "failed";
  try {
    const answer = await fetch(form.dataset.autosave, {
      method: "POST", headers: csrfHeaders(), body: body(form, names), keepalive: leaving, redirect: "manual",
    });
    state = await read(form, answer);
  } catch {
    state = "failed";
  }
  say(form, state);
  if (state === "kept" || state === "both") return;
  names.forEach((name) => draftOf(form).names.add(name));
  if (state === "failed") plan(form, RETRY);
}

/** What an answer means: kept, both (a newer text elsewhere), closed (no session), told, failed. */
async function read(form, answer) {
  const isClosed = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
  const isLocked = isClosed && answer.headers.get("Hotich-Session") === "locked";
  form.querySelectorAll("[data-draft-closed]").forEach((each) => each.toggleAttribute("hidden", !isClosed || isLocked));
  if (isLocked) document.dispatchEvent(new Event("hotich:locked"));
  if (isClosed) return "closed";
  if (!answer.ok && answer.status !== 409) return "failed";
  if (answer.status === 204) return "kept";
  const said = await answer.json();
  if (said.told) {
    const place = form.querySelector("[data-draft-told]");
    if (place) Object.assign(place, { textContent: said.told, hidden: false });
    if (answer.status === 409 || !said.revision) return "told";
  }
  const until = document.querySelector("[data-held-until]");
  if (until && said.until) until.textContent = said.until;
  return said.others.filter((other) => compare(form, other)).length ? "both" : "kept";
}

/** Show another window's text beside the page's own; false when they say the same. */
function compare(form, other) {
  const own = control(form, other.name);
  if (!own) return false;
  const mark = control(form, `${other.name}-reading`);
  const isSame = own.value === other.text && (!mark || (mark.value || "clear") === (other.reading || "clear"));
  if (isSame) {
    saw(form, other.name, other.revision);
    return false;
  }
  show(form, own, mark, other);
  return true;
}

function show(form, own, mark, other) {
  const panel = form.querySelector("[data-both=both-]");
  const rows = panel?.querySelector("tbody");
  if (!rows) return;
  const before = rows.querySelector(`[data-both-of="${CSS.escape(other.name)}"]`);
  if (before?.dataset.revision === String(other.revision)) return;
  const row = panel.querySelector("template").content.firstElementChild.cloneNode(true);
  const label = document.querySelector(`label[for="${CSS.escape(own.id)}"]`);
  const words = (code) => (code && code !== "clear" ? [...(mark?.options ?? [])].find((each) => each.value === code)?.text ?? "" : "");
  Object.assign(row.dataset, { bothOf: other.name, revision: other.revision, text: other.text, reading: other.reading || "clear" });
  row.querySelector("[data-label]").textContent = label?.textContent.trim() ?? other.name;
  row.querySelector("[data-theirs]").textContent = other.text || "—";
  row.querySelector("[data-their-reading]").textContent = [words(other.reading), other.at].filter(Boolean).join(", ");
  row.querySelector("[data-mine]").textContent = own.value || "—";
  row.querySelector("[data-my-reading]").textContent = words(mark?.value);
  if (before) before.replaceWith(row);
  else rows.append(row);
  panel.hidden = false;
}

function saw(form, name, revision, place = "draft_seen") {
  const list = hidden(form, place);
  if (!list) return;
  const others = list.value.split(" ").filter((each) => each && !each.startsWith(`${name}:`));
  list.value = [...others, `${name}:${revision}`].join(" ");
}

/** The clerk's word on two texts: the one taken stands in the field, and the line is gone. */
function choose(button) {
  const row = button.closest("[data-both-of]");
  const panel = row.closest("[data-both]");
  const form = row.closest("form");
  const { bothOf: name, revision, text, reading } = row.dataset;
  saw(form, name, revision, panel.dataset.seen);
  if (button.dataset.take === "theirs") {
    const mark = control(form, `${name}-reading`);
    if (mark) mark.value = reading;
    put(control(form, name), text, "typed");
  }
  row.remove();
  note(form, name);
  const next = panel.querySelector("[data-take]");
  panel.hidden = !next;
  (next ?? control(form, name)).focus();
}

/** Ask whether the officer is signed in again; the page goes on with a new proof of its origin. */
async function resume(form) {
  const panel = form.querySelector("[data-draft-closed]");
  const answer = await fetch(panel.dataset.here, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
  const found = answer?.ok ? await answer.json().catch(() => null) : null;
  if (!found) return;
  const { officer, csrf } = found;
  const isStranger = officer !== panel.dataset.officer;
  panel.querySelector("[data-draft-stranger]").hidden = !isStranger;
  if (isStranger) return;
  document.body.setAttribute("hx-headers", JSON.stringify({ ...csrfHeaders(), "X-CSRFToken": csrf }));
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((each) => { each.value = csrf; });
  panel.hidden = true;
  await send(form);
}

const closed = () => [...drafts].filter(([, draft]) => draft.state === "closed").map(([form]) => form);

document.addEventListener("input", listen);
document.addEventListener("change", listen);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (button?.closest("form")?.dataset.autosave) {
    event.preventDefault();
    choose(button);
  } else if (event.target.closest("[data-draft-resume]")) resume(event.target.closest("form"));
});
addEventListener("focus", () => closed().forEach(resume));
document.getElementById("locked")?.addEventListener("close", () => closed().forEach(resume));

/** Before a page is left by its form, what is not kept yet goes to the server: it may be closed. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  const draft = drafts.get(form);
  if (!draft || event.defaultPrevented || form.hasAttribute("hx-post")) return;
  if (draft.passing || !draft.names.size && draft.state !== "closed" && !draft.running) {
    drafts.delete(form);
    return;
  }
  event.preventDefault();
  if (draft.asked) return;
  draft.asked = true;
  const state = draft.state === "closed" ? await resume(form).then(() => draft.state) : await send(form);
  draft.asked = false;
  if (["closed", "failed", "both"].includes(state)) return complain(form, state);
  draft.passing = true;
  form.requestSubmit(event.submitter);
});

function complain(form, state) {
  const place = { closed: "[data-draft-closed] a", both: "[data-take]" }[state];
  form.querySelector(place ?? "[data-none]")?.focus();
  if (state === "failed") document.dispatchEvent(new CustomEvent("htmx:sendError"));
}

document.addEventListener("htmx:responseError", (event) => {
  const { elt, xhr } = event.detail;
  const form = elt.closest?.("form[data-autosave]");
  if (!form || ![401, 403].includes(xhr.status) || xhr.getResponseHeader("Hotich-Session") === "locked") return;
  form.querySelectorAll("[data-draft-closed]").forEach((each) => { each.hidden = false; });
  say(form, "closed");
});
addEventListener("pagehide", () => drafts.forEach((_, form) => send(form, true)));
