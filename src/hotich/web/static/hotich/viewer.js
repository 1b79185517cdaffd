/**
 * The page of the book beside a form: zoom, pan, rotate, contrast, and the width of the pane. The
 * row of the entry in hand is outlined; the field that has the focus is shown large below. The
 * focus is never moved, no key without Alt is taken, and an image that does not open is only said.
 */
import { csrfHeaders, isComposing } from "./typing.js";

const STEP = 1.15;
const MOST = 16;
const WHOLE = 10000;
const LOOKS = ["plain", "contrast", "invert"];
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));

const frame = document.querySelector("[data-viewer]");
const state = frame ? JSON.parse(frame.dataset.state) : {};
let page, stage, image, strip, rows, field = "", number = frame?.dataset.number, timer = 0;

/** A box of the page, as shares of the page as it is turned now. */
function turn([left, top, width, height]) {
  const [x, y, w, h] = [left / WHOLE, top / WHOLE, width / WHOLE, height / WHOLE];
  return { 0: [x, y, w, h], 90: [1 - y - h, x, h, w], 180: [1 - x - w, 1 - y - h, w, h], 270: [y, 1 - x - w, h, w] }[state.rotation];
}

const size = () => {
  const [w, h] = [image.naturalWidth || image.width, image.naturalHeight || image.height];
  return state.rotation % 180 ? [h, w] : [w, h];
};

/** The matrix that draws the image turned and scaled, its corner at left and top. */
function matrix(scale, left, top) {
  const [w, h] = size().map((each) => each * scale);
  return {
    0: [scale, 0, 0, scale, left, top], 90: [0, scale, -scale, 0, left + w, top],
    180: [-scale, 0, 0, -scale, left + w, top + h], 270: [0, -scale, scale, 0, left, top + h],
  }[state.rotation];
}

/** Where the page lies in the stage: no empty space beside it, its middle at x and y if it can. */
function lie() {
  const [cw, ch] = [stage.clientWidth, stage.clientHeight];
  const scale = (cw / size()[0]) * STEP ** state.zoom;
  const [w, h] = size().map((each) => each * scale);
  const left = clamp(cw / 2 - (state.x / WHOLE) * w, Math.min(0, cw - w), 0);
  const top = clamp(ch / 2 - (state.y / WHOLE) * h, Math.min(0, ch - h), 0);
  return { cw, ch, scale, w, h, left, top };
}

function outline(element, box, at) {
  element.hidden = !box;
  if (!box) return;
  const [x, y, w, h] = turn(box);
  element.style.transform = `translate(${at.left + x * at.w}px, ${at.top + y * at.h}px)`;
  element.style.width = `${w * at.w}px`;
  element.style.height = `${h * at.h}px`;
}

const same = (row) => row.number !== "" && row.number === number
  && (!page.dataset.year || !frame.dataset.year || page.dataset.year === frame.dataset.year);
const rowOf = () => rows.find(same);
const boxOf = (row) => row?.fields[field];

function draw() {
  if (!frame.open || !stage.clientWidth || page.hasAttribute("data-lost")) return;
  const at = lie();
  state.x = Math.round(((at.cw / 2 - at.left) / at.w) * WHOLE);
  state.y = clamp(Math.round(((at.ch / 2 - at.top) / at.h) * WHOLE), 0, WHOLE);
  state.x = clamp(state.x, 0, WHOLE);
  image.style.transform = `matrix(${matrix(at.scale, at.left, at.top).join()})`;
  const row = rowOf();
  outline(page.querySelector(".viewer__row"), row?.box, at);
  outline(page.querySelector(".viewer__field"), boxOf(row), at);
  magnify(boxOf(row) ?? row?.box);
}

/** Show a box of the page as large as the strip can, with what stands around it. */
function magnify(box) {
  const has = rows.some((row) => Object.keys(row.fields).length);
  strip.hidden = !has;
  if (!has || !image.complete || !image.naturalWidth) return;
  const dots = devicePixelRatio || 1;
  const [cw, ch] = [strip.clientWidth, strip.clientHeight].map((each) => Math.round(each * dots));
  if (strip.width !== cw || strip.height !== ch) [strip.width, strip.height] = [cw, ch];
  const pen = strip.getContext("2d");
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.clearRect(0, 0, cw, ch);
  if (!box) return;
  const [pw, ph] = size();
  const [x, y, w, h] = turn(box).map((each, place) => each * (place % 2 ? ph : pw));
  const scale = clamp(Math.min(cw / (w * 1.04), ch / (h * 1.3)), cw / pw, Math.max(cw / pw, 2.25 * dots));
  const left = clamp(cw / 2 - (x + w / 2) * scale, cw - pw * scale, 0);
  const top = clamp(ch / 2 - (y + h / 2) * scale, ch - ph * scale, 0);
  pen.setTransform(...matrix(scale, left, top));
  pen.drawImage(image, 0, 0);
  pen.setTransform(1, 0, 0, 1, 0, 0);
  pen.lineWidth = 2 * dots;
  pen.strokeStyle = "#b02a20";
  pen.strokeRect(left + x * scale, top + y * scale, w * scale, h * scale);
}

/** Move the page so that a box is seen; one that is seen already stays where it is. */
function bring(box) {
  if (!box || !stage.clientWidth) return;
  const at = lie();
  const [x, y, w, h] = turn(box);
  const seen = (start, length, from, whole, room) => {
    const [head, foot] = [start * whole + from, (start + length) * whole + from];
    return foot - head > room ? head <= 1 && foot >= room - 1 : head >= -1 && foot <= room + 1;
  };
  const middle = (start, length, whole, room) => (length * whole > room ? start + room / whole / 2 : start + length / 2);
  if (!seen(x, w, at.left, at.w, at.cw)) state.x = middle(x, w, at.w, at.cw) * WHOLE;
  if (!seen(y, h, at.top, at.h, at.ch)) state.y = middle(y, h, at.h, at.ch) * WHOLE;
}

function follow() {
  const row = rowOf();
  bring(row?.box);
  if (state.zoom) bring(boxOf(row));
  draw();
}

function keep() {
  clearTimeout(timer);
  timer = setTimeout(send, 700);
}

function send() {
  if (!timer) return;
  clearTimeout(timer);
  timer = 0;
  const body = new URLSearchParams(Object.entries(state).map(([name, value]) => [name, typeof value === "number" ? Math.round(value) : value]));
  fetch(frame.dataset.save, { method: "POST", headers: csrfHeaders(), body, keepalive: true }).catch(() => {});
}

function zoom(by, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  const was = lie();
  const zoomed = clamp(state.zoom + by, 0, MOST);
  if (zoomed === state.zoom) return;
  const [px, py] = [(x - was.left) / was.w, (y - was.top) / was.h];
  state.zoom = zoomed;
  const now = lie();
  state.x = (px + (was.cw / 2 - x) / now.w) * WHOLE;
  state.y = (py + (was.ch / 2 - y) / now.h) * WHOLE;
  draw();
  keep();
}

/** Move what is seen by pixels; false where the page ends. */
function pan(dx, dy) {
  const was = lie();
  state.x += (dx / was.w) * WHOLE;
  state.y += (dy / was.h) * WHOLE;
  const now = lie();
  draw();
  keep();
  return now.left !== was.left || now.top !== was.top;
}

function look(name) {
  state.look = name;
  frame.dataset.look = name;
}

function widen(to) {
  state.pane = clamp(Math.round(to / 5) * 5, 30, 70);
  const panes = frame.closest("[data-pane]");
  if (panes) panes.dataset.pane = state.pane;
  keep();
}

const DO = {
  zoom_in: () => zoom(1),
  zoom_out: () => zoom(-1),
  fit_width: () => { state.zoom = 0; follow(); },
  rotate: () => { state.rotation = (state.rotation + 90) % 360; follow(); },
  contrast: () => look(LOOKS[(LOOKS.indexOf(state.look) + 1) % LOOKS.length]),
  narrow_pane: () => widen(state.pane - 5),
  widen_pane: () => widen(state.pane + 5),
};

function lose() {
  page.setAttribute("data-lost", "");
  page.querySelector(".viewer__lost").hidden = false;
}

function mount() {
  page = frame.querySelector(".viewer__page");
  [stage, image, strip] = [".viewer__stage", "img", ".viewer__strip"].map((each) => page.querySelector(each));
  rows = JSON.parse(page.dataset.rows);
  image.addEventListener("load", follow);
  image.addEventListener("error", lose);
  if (image.complete && !image.naturalWidth) lose();
  new ResizeObserver(follow).observe(stage);
  const fingers = new Map();
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  });
  stage.addEventListener("pointermove", (event) => {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const other = [...fingers.values()].find((each) => each.pointerId !== event.pointerId);
    if (!other) pan(last.clientX - event.clientX, last.clientY - event.clientY);
    else {
      const apart = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY) || 1;
      const steps = Math.trunc(Math.log(apart(event) / apart(last)) / Math.log(STEP));
      if (!steps) return;
      const at = stage.getBoundingClientRect();
      zoom(steps, (event.clientX + other.clientX) / 2 - at.left, (event.clientY + other.clientY) / 2 - at.top);
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, (event) => fingers.delete(event.pointerId));
  stage.addEventListener("wheel", (event) => {
    if (event.ctrlKey) zoom(event.deltaY < 0 ? 1 : -1, event.offsetX, event.offsetY);
    else if (!pan(event.deltaX, event.deltaY)) return;
    event.preventDefault();
  }, { passive: false });
  look(state.look);
  follow();
}

function attend(control) {
  const named = control.closest?.("[data-field], [data-field-id]");
  const entry = control.closest?.("[data-row-number]")?.dataset.rowNumber;
  if (!named && entry === undefined) return false;
  if (entry !== undefined) number = entry;
  field = (named?.dataset.field ?? named?.dataset.fieldId ?? "").replace(".", "-");
  follow();
  return true;
}

if (frame) {
  mount();
  const first = document.querySelector(".beside [data-field], .beside [data-field-id]");
  if (!attend(document.activeElement ?? document.body) && first) attend(first);
  document.addEventListener("focusin", (event) => attend(event.target));
  document.addEventListener("htmx:afterSwap", () => {
    if (!page.isConnected) mount();
  });
  document.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (!move || !event.altKey || event.ctrlKey || event.shiftKey || event.metaKey) return;
    if (event.defaultPrevented || isComposing(event) || !frame.open || event.target.matches("select")) return;
    event.preventDefault();
    pan(move[0] * stage.clientWidth * 0.25, move[1] * stage.clientHeight * 0.25);
  });
  // Where texts are read against the page, the arrows walk from one to the next.
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.defaultPrevented || event.altKey || event.ctrlKey || event.shiftKey) return;
    if (event.target.matches("input, select, textarea, summary")) return;
    const texts = [...document.querySelectorAll("[data-walk]")];
    const next = texts[Math.max(0, texts.indexOf(event.target.closest("[data-walk]")) + step)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  frame.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (!tool) return;
    DO[tool.dataset.tool]();
    keep();
  });
  // A pointer on the page or its tools leaves the caret where the clerk types.
  frame.addEventListener("mousedown", (event) => {
    if (!event.target.closest("summary, a")) event.preventDefault();
  });
  const edge = frame.querySelector("[data-edge]");
  edge.addEventListener("pointerdown", (event) => edge.setPointerCapture(event.pointerId));
  edge.addEventListener("pointermove", (event) => {
    const panes = frame.closest("[data-pane]")?.getBoundingClientRect();
    if (panes && edge.hasPointerCapture(event.pointerId)) widen(((event.clientX - panes.left) / panes.width) * 100);
  });
  const folded = "hotich.folded.scan";
  frame.open = sessionStorage.getItem(folded) === null;
  frame.addEventListener("toggle", () => {
    if (frame.open) sessionStorage.removeItem(folded);
    else sessionStorage.setItem(folded, "1");
    follow();
  });
  addEventListener("pagehide", send);
}
