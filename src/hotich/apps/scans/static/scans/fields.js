/** Boxes of the fields within one row: drawn with the mouse, or moved and sized by keys. */
const WHOLE = 10000;
const page = document.querySelector("[data-row-box]");
const row = page?.dataset.rowBox.split(",").map(Number) ?? [];
const buttons = [...document.querySelectorAll("[data-field-of]")];
const inputOf = (button) => document.querySelector(`[name="${CSS.escape(button.dataset.fieldOf)}"]`);
const boxOf = (button) => (inputOf(button).value ? JSON.parse(inputOf(button).value) : null);
const clamp = (value, least, most) => Math.min(most, Math.max(least, value));
let now = buttons[0];
let from = null;

/** Place an element over a box of the page, given in ten-thousandths. */
function over(element, [left, top, width, height]) {
  Object.assign(element.style, { left: `${left / 100}%`, top: `${top / 100}%`, width: `${width / 100}%`, height: `${height / 100}%` });
  page.append(element);
}

const onPage = ([x, y, w, h]) => [row[0] + (x * row[2]) / WHOLE, row[1] + (y * row[3]) / WHOLE, (w * row[2]) / WHOLE, (h * row[3]) / WHOLE];

function mark(className, box) {
  const element = document.createElement("div");
  element.className = className;
  over(element, box);
  return element;
}

function draw() {
  page.querySelectorAll("div").forEach((each) => each.remove());
  mark("marking__row", row);
  for (const button of buttons) {
    const box = boxOf(button);
    button.setAttribute("aria-pressed", String(button === now));
    button.classList.toggle("has-box", Boolean(box));
    if (box) mark("marking__box", onPage(box)).toggleAttribute("data-now", button === now);
  }
  now.scrollIntoView({ block: "nearest" });
}

function set(button, [x, y, w, h]) {
  const [width, height] = [clamp(Math.round(w), 50, WHOLE), clamp(Math.round(h), 50, WHOLE)];
  const box = [clamp(Math.round(x), 0, WHOLE - width), clamp(Math.round(y), 0, WHOLE - height), width, height];
  inputOf(button).value = JSON.stringify(box);
}

/** Where a box starts that nobody has drawn: right of the one before it. */
function start() {
  const last = boxOf(buttons[buttons.indexOf(now) - 1] ?? now) ?? [0, 0, 0, 4000];
  return last[0] + last[2] + 1500 > WHOLE ? [0, last[1] + last[3], 1500, last[3]] : [last[0] + last[2], last[1], 1500, last[3]];
}

function next() {
  now = buttons[buttons.indexOf(now) + 1] ?? now;
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

page?.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const move = MOVES[event.key];
  const [x, y, w, h] = boxOf(now) ?? start();
  if (move && event.shiftKey) set(now, [x, y, w + move[0] * 100, h + move[1] * 200]);
  else if (move) set(now, [x + move[0] * 100, y + move[1] * 200, w, h]);
  else if (event.key === "Enter") {
    set(now, [x, y, w, h]);
    next();
  } else if (event.key === "Delete") inputOf(now).value = "";
  else return;
  event.preventDefault();
  draw();
});

/** Where the pointer is, in ten-thousandths of the row. */
function spot(event) {
  const box = page.getBoundingClientRect();
  const [x, y] = [((event.clientX - box.left) / box.width) * WHOLE, ((event.clientY - box.top) / box.height) * WHOLE];
  return [clamp(((x - row[0]) / row[2]) * WHOLE, 0, WHOLE), clamp(((y - row[1]) / row[3]) * WHOLE, 0, WHOLE)];
}

page?.addEventListener("pointerdown", (event) => {
  page.setPointerCapture(event.pointerId);
  from = spot(event);
});
page?.addEventListener("pointerup", (event) => {
  if (!from) return;
  const to = spot(event);
  const [w, h] = [Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1])];
  if (w > 100 && h > 100) {
    set(now, [Math.min(from[0], to[0]), Math.min(from[1], to[1]), w, h]);
    next();
  }
  from = null;
  draw();
});
for (const button of buttons) {
  button.addEventListener("click", () => {
    now = button;
    draw();
    page.focus({ preventScroll: true });
  });
}
if (page) {
  draw();
  page.focus({ preventScroll: true });
  page.querySelector(".marking__row").scrollIntoView({ block: "center" });
}
