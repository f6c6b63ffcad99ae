// The agreement map: choose a mark by pointing near it or by the arrow keys, and read what stands there. Without this,
// every mark is a link to its row in the table.

const map = () => document.querySelector("svg.map[role=group]");
const told = () => document.getElementById("map-told");
const spots = () => [...map().querySelectorAll("a.spot")];
const rows = (spot) => document.querySelectorAll(`.results [data-spot="${spots().indexOf(spot)}"]`);

const NEAR = 36; // in the map's units: further off than this, nothing is meant

let chosen = ""; // the row that the chosen mark leads to: marks are drawn anew, rows keep their names

function middle(spot) {
  const { x, y, width } = spot.firstElementChild;
  const half = width.baseVal.value / 2;
  return { x: x.baseVal.value + half, y: y.baseVal.value + half };
}

function nearest(point) {
  const far = (spot) => Math.hypot(middle(spot).x - point.x, middle(spot).y - point.y);
  const [first] = spots().sort((one, other) => far(one) - far(other));
  return first && far(first) < NEAR ? first : null;
}

const COLOURS = ["green", "amber", "red"];

function line(row) {
  const item = document.createElement("li");
  const words = Object.assign(document.createElement("span"), { className: "grow" });
  words.append(...row.querySelector("th").cloneNode(true).childNodes);
  const votes = Object.assign(document.createElement("span"), { className: "tally" });
  const heads = document.querySelectorAll(".results thead svg");
  for (const [i, cell] of [...row.querySelectorAll("td")].slice(0, 3).entries()) {
    const count = Object.assign(document.createElement("span"), { className: COLOURS[i] });
    count.append(heads[i].cloneNode(true), cell.textContent);
    votes.append(count);
  }
  item.className = row.className;
  item.append(words, votes);
  return item;
}

function tell(spot) {
  const list = document.createElement("ul");
  list.className = "lines";
  list.append(...[...rows(spot)].map(line));
  told().replaceChildren(list);
}

function choose(spot, { focus = false } = {}) {
  for (const one of spots()) {
    one.tabIndex = one === spot ? 0 : -1;
    if (one === spot) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  chosen = spot.getAttribute("href");
  tell(spot);
  if (focus) spot.focus({ preventScroll: true });
}

// One mark can be reached by Tab, and from there all others by the arrows.
function ready() {
  if (!map() || !spots().length) return;
  const kept = chosen && spots().find((spot) => spot.getAttribute("href") === chosen);
  if (kept) choose(kept);
  else spots()[0].tabIndex = 0;
}

document.addEventListener("click", (event) => {
  const drawn = event.target.closest("svg.map[role=group]");
  if (!drawn || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawn.getScreenCTM().inverse());
  const spot = event.detail ? nearest(point) : event.target.closest("a.spot");
  event.preventDefault();
  if (!spot) return;
  choose(spot, { focus: true });
  told().scrollIntoView({ block: "nearest" });
});

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// The nearest mark in that direction; what lies aside of it counts as further away.
function next(from, [dx, dy]) {
  const at = middle(from);
  const found = spots().map((spot) => {
    const to = middle(spot);
    const ahead = (to.x - at.x) * dx + (to.y - at.y) * dy;
    const aside = Math.abs((to.x - at.x) * dy) + Math.abs((to.y - at.y) * dx);
    return { spot, ahead, far: ahead + 2 * aside };
  });
  return found.filter(({ ahead }) => ahead > 0).sort((one, other) => one.far - other.far)[0]?.spot;
}

document.addEventListener("keydown", (event) => {
  const spot = event.target.closest?.("a.spot");
  if (!spot || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = spots();
  const to =
    event.key === "Home" ? all[0] : event.key === "End" ? all.at(-1) : STEPS[event.key] && next(spot, STEPS[event.key]);
  if (!STEPS[event.key] && !to) return;
  event.preventDefault();
  if (to) choose(to, { focus: true });
});

document.addEventListener("focusin", (event) => {
  const spot = event.target.closest?.("a.spot");
  if (spot && spot.getAttribute("href") !== chosen) choose(spot);
});

document.addEventListener("htmx:after:swap", ready);
ready();
