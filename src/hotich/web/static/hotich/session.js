/**
 * A screen left alone locks itself, and what is typed stays on the page under the lock. Windows of one
 * browser tell each other that somebody is at work; nothing else is told, and nothing is kept.
 */
import { csrfHeaders } from "./typing.js";

const dialog = document.getElementById("locked");
const LOOK = 15_000;
const TELL = 30_000;
const windows = new BroadcastChannel("hotich-session");
let seen = Date.now();
let told = 0;

function post(url, body) {
  return fetch(url, { method: "POST", headers: csrfHeaders(), body });
}

function show() {
  if (dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input[name=unlock_code]").focus();
}

function active() {
  if (dialog.open) return;
  seen = Date.now();
  if (seen - told < TELL) return;
  told = seen;
  windows.postMessage("active");
}

async function lock() {
  show();
  windows.postMessage("locked");
  await post(dialog.dataset.lock);
}

function open() {
  seen = Date.now();
  dialog.close();
  dialog.querySelector("form").reset();
  dialog.querySelector("[data-said]").textContent = "";
}

async function unlock(event) {
  event.preventDefault();
  const form = event.target;
  const answer = await post(dialog.dataset.unlock, new URLSearchParams(new FormData(form)));
  if (answer.status === 204) {
    open();
    windows.postMessage("open");
  } else if (answer.status === 401) {
    location.assign(dialog.dataset.signIn);
  } else {
    dialog.querySelector("[data-said]").textContent = await answer.text();
    form.reset();
    form.querySelector("input[name=unlock_code]").focus();
  }
}

windows.addEventListener("message", ({ data }) => {
  if (data === "active") seen = Date.now();
  else if (data === "locked") show();
  else if (data === "open" && dialog.open) open();
});
for (const kind of ["keydown", "pointerdown", "wheel"]) addEventListener(kind, active, { passive: true, capture: true });
dialog.addEventListener("cancel", (event) => event.preventDefault());
dialog.querySelector("form").addEventListener("submit", unlock);
document.querySelector("[data-lock-now]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  lock();
});
document.addEventListener("htmx:responseError", ({ detail }) => {
  if (detail.xhr.getResponseHeader("Hotich-Session") === "locked") show();
});
document.addEventListener("hotich:locked", show);
setInterval(() => {
  if (!dialog.open && Date.now() - seen > Number(dialog.dataset.idle) * 1000) lock();
}, LOOK);
