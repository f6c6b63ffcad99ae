// What does not fit turns by itself: the items of an element with data-turns are shown a page at a time, whole rows of
// them, all elements turning together; with data-turns="1" one item at a time. For whoever talks about one page: Space
// holds it, the arrows turn by hand.

const SECONDS = 9;

let page = 0; // how often it has turned; each element shows this page, modulo how many it has
let held = false;

const fixed = matchMedia("(width >= 48rem) and (height >= 30rem)"); // as in screen.css: else the page scrolls

function inside(element) {
  const { paddingTop, paddingBottom } = getComputedStyle(element);
  return element.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
}

// Cut the items into pages of whole rows, each no higher than its element.
function pagesOf(items, height) {
  const pages = [];
  let start = 0;
  const at = items.map((item) => item.getBoundingClientRect());
  for (let i = 0; i < items.length; i++) {
    if (at[i].bottom - at[start].top <= height + 1 || i === start) continue;
    let row = i;
    while (row - 1 > start && Math.abs(at[row - 1].top - at[i].top) < 1) row -= 1;
    pages.push(items.slice(start, row));
    start = row;
    i = row;
  }
  return [...pages, items.slice(start)];
}

function show(element) {
  const items = [...element.children];
  for (const item of items) item.classList.remove("off");
  element.removeAttribute("data-turned");
  if (!fixed.matches || !items.length) return;
  const single = element.dataset.turns === "1";
  if (single ? items.length === 1 : element.scrollHeight <= element.clientHeight + 1) return light(items);
  element.setAttribute("data-turned", "…"); // makes room for itself before anything is measured
  const pages = single ? items.map((item) => [item]) : pagesOf(items, inside(element));
  const now = page % pages.length;
  for (const item of items) item.classList.toggle("off", !pages[now].includes(item));
  element.setAttribute("data-turned", `${now + 1} / ${pages.length}`);
  light(pages[now]);
}

// Of one responsibility that is shown, the mark on the agreement map is lit.
function light(items) {
  if (!items[0].dataset.spot) return;
  const shown = new Set(items.map((item) => Number(item.dataset.spot)));
  for (const [i, spot] of document.querySelectorAll(".map .spot").entries()) spot.classList.toggle("lit", shown.has(i));
}

function draw() {
  for (const element of document.querySelectorAll("[data-turns]")) show(element);
}

function turn(by) {
  page = Math.max(0, page + by);
  draw();
}

setInterval(() => held || document.hidden || turn(1), SECONDS * 1000);

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === " ") held = !held;
  else if (event.key === "ArrowRight") turn(1);
  else if (event.key === "ArrowLeft") turn(-1);
  else return;
  event.preventDefault();
});

let stage = "";

// Another stage begins with its first page.
document.addEventListener("htmx:after:swap", () => {
  const now = document.querySelector(".screen-top .stage")?.textContent;
  if (now !== stage) page = 0;
  stage = now;
  draw();
});

addEventListener("resize", draw);
document.fonts.ready.then(draw);
stage = document.querySelector(".screen-top .stage")?.textContent;
draw();
