// The sweep: a colour for one paper after the other. The next one is there at once, drawn from the list of all that is on
// the page; what was chosen goes by the outbox, and its line says so until the server has confirmed it.

import * as outbox from "./outbox.js";

// What the server leaves open in its patterns; see responsibilities/stages/voting.py.
const NOBODY = "00000000-0000-0000-0000-000000000000";
const [TOTAL, LEFT, PLACE] = ["9000001", "9000002", "9000003"];

const byId = (id) => document.getElementById(id);
const ballot = () => byId("ballot");
const top = () => byId("voting-now");
const copyOf = (pattern, selector) => byId(pattern).content.querySelector(selector).cloneNode(true);
const inList = () => document.documentElement.dataset.sweep === "list";

let here = ""; // the paper on top; "" once all have a colour
let asking = false; // why it is red
const undoable = []; // what was chosen last: the paper, and how it stood before

// Every paper as this person sees it: what waits to be sent counts as chosen.
function papers() {
  const chosen = new Map(outbox.waiting("vote").map((one) => [one.paper, one.fields]));
  return [...document.querySelectorAll("#all-mine .lines > li")].map((line) => {
    const id = line.id.slice("line-".length);
    const { colour, category, reason = "", owner = "" } = line.dataset;
    const waits = chosen.get(id);
    const known = waits?.url ? { colour: "" } : { colour, reason, owner, ...waits };
    return { id, line, category, text: line.querySelector(".words").textContent, reason: "", owner: "", ...known, waits: Boolean(waits) };
  });
}

function nextLeft(list, id) {
  const place = list.findIndex((paper) => paper.id === id);
  return [...list.slice(place + 1), ...list.slice(0, place + 1)].find((paper) => !paper.colour && paper.id !== id)?.id;
}

// Where one goes on from a paper: to the next that is left, which may be this very one.
function following(list, id) {
  return nextLeft(list, id) || (list.find((paper) => paper.id === id && !paper.colour) ? id : "");
}

function show(id, ask = false) {
  here = id || "";
  asking = ask && Boolean(here);
  draw();
  if (inList() && here && !asking) byId(`line-${here}`)?.scrollIntoView({ block: "nearest" });
}

// Draw what is on top, unless it is there already.
function draw() {
  if (!ballot()) return;
  const list = papers();
  const place = list.findIndex((paper) => paper.id === here);
  if (place < 0 && here !== following(list, "")) return show(following(list, ""));
  const left = list.filter((paper) => !paper.colour).length;
  const paper = list[place];
  const drawn = JSON.stringify([here, asking, paper?.colour, paper?.text, left, list.length, undoable.length]);
  if (top().dataset.drawn !== drawn) {
    const text = filled({ paper, list, left, cast: list.length - left });
    top().dataset.drawn = drawn; // a drawing of the server's takes it away again
    htmx.swap({ sourceElement: top(), target: top(), swap: "innerMorph", text });
  }
  mark(list);
}

function filled({ paper, list, left, cast }) {
  const pattern = byId(!paper ? "sweep-done" : asking ? "sweep-ask" : "sweep-paper");
  const numbers = { [TOTAL]: list.length, [LEFT]: left, [PLACE]: cast + 1 };
  const html = pattern.innerHTML.replaceAll(' data-id="', ' id="').replaceAll(NOBODY, here).replace(/\b900000[123]\b/g, (number) => numbers[number]);
  const made = Object.assign(document.createElement("template"), { innerHTML: html });
  const find = (selector) => made.content.querySelector(selector);
  if (!left) find("#left")?.remove();
  find("#undo-last")?.toggleAttribute("disabled", !undoable.length);
  if (paper) fill(find, paper, list);
  return made.innerHTML;
}

function fill(find, paper, list) {
  const words = find("#now .words");
  words.textContent = paper.text;
  words.classList.toggle("long", paper.text.length > 90);
  const category = byId("sweep-marks").content.querySelector(`[data-mark="${CSS.escape(paper.category)}"] > .category`);
  if (category) find("#now .category").replaceWith(category.cloneNode(true));
  if (paper.colour) {
    find("#place")?.remove();
    find(`#choose-${paper.colour}`).setAttribute("aria-pressed", "true");
  }
  find("#back")?.toggleAttribute("disabled", list[0].id === paper.id);
  if (!asking) return;
  for (const other of ["green", "amber"]) find(`#choose-${other}`).setAttribute("aria-pressed", "false");
  find("[name=reason]").textContent = paper.reason;
  find("[name=owner]").setAttribute("value", paper.owner);
}

// Each line says how it stands; those that wait say that they do.
let marked = new Set();
function mark(list) {
  const waits = new Set(list.filter((paper) => paper.waits).map((paper) => paper.id));
  for (const paper of list) {
    if (waits.has(paper.id) || marked.has(paper.id)) markLine(paper);
    if (inList()) pick(paper);
    paper.line.classList.toggle("here", inList() && paper.id === here);
  }
  marked = waits;
}

function markLine({ line, colour, waits }) {
  const marks = (selector) => copyOf("sweep-marks", selector);
  line.querySelector(".colour").replaceWith(marks(colour ? `.colour.${colour}` : ".colour:not([class*=' '])"));
  line.querySelector(".note")?.remove();
  if (waits || !colour) line.append(marks(waits ? "[data-is=waiting]" : "[data-is=left]"));
}

// As a list, each line has its own three colours.
function pick({ id, line, colour, text }) {
  let picks = line.querySelector(".picks");
  if (!picks) {
    picks = copyOf("sweep-picks", ".picks");
    picks.setAttribute("aria-label", text);
    for (const one of picks.children) one.id = `pick-${one.value}-${id}`;
    line.append(picks);
  }
  for (const one of picks.children) one.setAttribute("aria-pressed", String(one.value === colour));
}

function put(paper, fields, undo = false) {
  const url = `${location.pathname}responsibilities/${paper.id}/vote/${undo ? "take-back/" : ""}`;
  // Words that wait to be sent go with whatever is chosen after them.
  const kept = outbox.waiting("vote").find((one) => one.paper === paper.id);
  const known = undo || !kept ? {} : kept.fields;
  outbox.put({ key: `vote:${paper.id}`, kind: "vote", paper: paper.id, url, fields: { ...known, ...fields }, words: paper.text });
}

// With `stay` one goes nowhere: it was chosen in the list.
function choose(id, colour, stay = false) {
  const list = papers();
  const paper = list.find((one) => one.id === id);
  if (!paper) return;
  if (colour === "red" && "reasonNeeded" in ballot().dataset && !paper.reason) return show(id, true);
  undoable.push({ ...paper });
  put(paper, { colour });
  if (colour === "red") show(id, true);
  else if (stay) show(id);
  else show(following(papers(), id));
}

function explain(form) {
  const paper = papers().find((one) => one.id === here);
  const { reason, owner } = form.elements;
  if (paper.colour !== "red") undoable.push({ ...paper });
  put(paper, { colour: "red", reason: reason.value, owner: owner.value });
  show(inList() ? here : following(papers(), here));
}

function undo() {
  const last = undoable.pop();
  if (!last) return;
  if (last.colour) put(last, { colour: last.colour, reason: last.reason, owner: last.owner });
  else if (!outbox.recall(`vote:${last.id}`)) put(last, {}, true);
  show(last.id);
}

const steps = {
  back(list) {
    const place = list.findIndex((paper) => paper.id === here);
    show(list[(place < 0 ? list.length : place) - 1]?.id || here);
  },
  on(list) {
    const place = list.findIndex((paper) => paper.id === here);
    const goesOn = !asking && list[place]?.colour && list[place + 1];
    show(goesOn ? list[place + 1].id : following(list, here));
  },
  left: (list) => show(following(list, here)),
  undo,
};

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!/^(choices|why)$/.test(form.id) || !ballot()?.contains(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the outbox sends it
    if (form.id === "why") explain(form);
    else choose(here, event.submitter.value);
  },
  true,
);

document.addEventListener(
  "click",
  (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || !ballot()?.contains(event.target)) return;
    const picked = event.target.closest(".pick");
    const step = event.target.closest("[data-go]");
    const link = event.target.closest(".lines a");
    if (!picked && !step && !link) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const id = event.target.closest("li")?.id.slice("line-".length);
    if (picked) choose(id, picked.value, true);
    else if (step) steps[step.dataset.go](papers());
    else show(id);
    if (link && !inList()) byId("ballot-title").scrollIntoView({ block: "nearest" });
  },
  true,
);

// An answer brings the paper that comes next from where it was sent: by now one may be further on.
document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  if (ctx.sourceElement !== byId("outbox")) return;
  for (let i = tasks.length - 1; i >= 0; i--) if (tasks[i].target?.id === "voting-now") tasks.splice(i, 1);
  // In the list, one of the three colours of the line may have the focus: they stay.
  for (const { target, fragment } of tasks) {
    const picks = target?.id?.startsWith("line-") && target.querySelector(".picks");
    if (picks) fragment?.querySelector("li")?.append(picks.cloneNode(true));
  }
});

document.addEventListener("outbox", draw);
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx.sourceElement !== top()) begin();
});

// Take up where the page is; after a reload not at what is on its way already.
let begun = false;
function begin() {
  if (!ballot()) {
    begun = false;
    return;
  }
  if (!begun) {
    begun = true;
    here = document.querySelector("#mine-state [name=card]")?.value || "";
    asking = Boolean(document.querySelector("#mine-state [name=ask]"));
    const list = papers();
    if (!asking && !/[?&](card|after)=/.test(location.search) && list.find((paper) => paper.id === here)?.waits) here = following(list, here);
  }
  draw();
}
begin();
