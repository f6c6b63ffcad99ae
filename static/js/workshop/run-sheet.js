// The facilitator's run sheet: what depends on the time appears and goes on by itself, and what is typed is saved as it
// is typed. Nobody else's page has any of it.

import { moment, say, write } from "./clock.js";
import { now, stayExact } from "./time.js";

const OPEN = `remit:${location.pathname}:run-sheet`;
const sheet = () => document.getElementById("sheet");
const minutes = (count) =>
  new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "minute", unitDisplay: "long" }).format(count);
const secondsSince = (moment) => (now() - Number(moment)) / 1000;

// Time

const shown = new Set(); // the hints that were there at the last look
let loaded = false;

function hint(element) {
  const since = element.dataset.since || document.getElementById("lull")?.dataset.since;
  const holds = Boolean(since) && secondsSince(since) >= Number(element.dataset.after);
  const words = element.dataset.words;
  if (words && holds) write(element, words.replace("{time}", minutes(Math.floor(secondsSince(since) / 60))));
  element.hidden = !holds;
  if (holds && words && loaded && !shown.has(words) && element.closest(".dock > div > .hints")) say(element.textContent);
  if (words) shown[holds ? "add" : "delete"](words);
}

function standing() {
  const line = document.getElementById("standing");
  if (!line?.dataset.began) return;
  const { entered, spent, planned, behind, ahead } = line.dataset;
  const taken = Number(spent) + (entered ? secondsSince(entered) : 0);
  const late = Number(behind) + (planned ? Math.max(0, taken - planned) : 0);
  const left = Number(ahead) + (planned ? Math.max(0, planned - taken) : 0);
  const how = late >= 60 ? "late" : late <= -60 ? "early" : "level";
  for (const part of line.querySelectorAll("[data-how]")) part.hidden = ![how, "end"].includes(part.dataset.how);
  write(line.querySelector(`[data-how=${how}] [data-minutes]`), minutes(Math.floor(Math.abs(late) / 60)));
  write(line.querySelector("[data-end]"), moment(now() + 1000 * left));
}

function tick() {
  if (!document.getElementById("controls")) return;
  stayExact();
  document.querySelectorAll("#controls [data-after]").forEach(hint);
  for (const place of document.querySelectorAll("[data-spent][data-since]")) {
    write(place, String(Math.floor((Number(place.dataset.spent) + secondsSince(place.dataset.since)) / 60)));
  }
  standing();
  const zone = document.querySelector("[data-own-zone]");
  if (zone) write(zone, zone.dataset.ownZone);
  loaded = true;
}

// Unfolding

function fold(focus) {
  const summary = sheet()?.querySelector("summary");
  summary?.click();
  if (focus) summary?.focus();
}

document.addEventListener("toggle", (event) => event.target === sheet() && keep(sheet().open), true);

function keep(open) {
  try {
    sessionStorage.setItem(OPEN, open ? "1" : "");
  } catch {
    // Then it is folded after a reload.
  }
}

function wasOpen() {
  try {
    return sessionStorage.getItem(OPEN) === "1";
  } catch {
    return false;
  }
}

document.addEventListener("click", (event) => event.target.closest("#sheet-close") && fold(true));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !sheet()?.open || !sheet().contains(event.target)) return;
  fold(true);
});

// Saving. While something typed is not saved, nothing that comes from elsewhere takes its place.

const unsaved = () => document.querySelectorAll("form[data-keeps][hx-morph-skip]");
const edition = (form) => form.querySelector("[name=edition]");
const base = (form) => `remit:${location.pathname}:${form.id}:edition`;

function state(form, word) {
  const line = form.parentElement.querySelector(".note-state");
  if (line) write(line, line.dataset[word] || "");
}

function mark(form) {
  if (form.hasAttribute("hx-morph-skip")) return;
  form.setAttribute("hx-morph-skip", "");
  try {
    if (edition(form)) localStorage.setItem(base(form), edition(form).value);
  } catch {
    // Drafts are not kept either then.
  }
}

function saved(form, body) {
  const typed = form.querySelector("textarea");
  const field = edition(form);
  if (field) field.value = Number([...body.getAll("edition")].pop()) + 1;
  if (typed && typed.value !== body.get("note")) return; // there is more already, and it will be sent
  form.removeAttribute("hx-morph-skip");
  try {
    localStorage.removeItem(base(form));
  } catch {
    // Nothing was kept.
  }
  state(form, "saved");
}

const kept = (event) => event.detail.ctx?.sourceElement?.closest?.("form[data-keeps]");

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-keeps]");
  if (!form) return;
  mark(form);
  state(form, "kept");
});
document.addEventListener("htmx:before:request", (event) => kept(event) && state(kept(event), "saving"));
document.addEventListener("htmx:after:request", (event) => {
  const form = kept(event);
  if (!form) return;
  const { response, request } = event.detail.ctx;
  if (response && response.status < 300) saved(form, request.body);
  else state(form, "kept");
});
document.addEventListener("htmx:error", (event) => kept(event) && state(kept(event), "kept"));

// When the line is back, what waited is sent.
const retry = () => unsaved().forEach((form) => form.requestSubmit());
document.addEventListener("htmx:sse:before:connection", retry);

// A moment is chosen in the time zone of whoever chooses it.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const chosen = ctx.sourceElement.id === "deadline" && new Date(ctx.request.body.get("until"));
  if (chosen && !Number.isNaN(chosen.getTime())) ctx.request.body.set("instant", chosen.toISOString());
});

// What the last visit left unsaved was put back by drafts.js; it goes on from the edition it was written on.
function takeUp() {
  for (const field of document.querySelectorAll("form[data-keeps] textarea[data-draft]")) {
    if (field.value === field.defaultValue) continue;
    const form = field.form;
    let on = null;
    try {
      on = localStorage.getItem(base(form));
    } catch {
      // Nothing was kept.
    }
    if (on) edition(form).value = on;
    mark(form);
    state(form, "kept");
  }
}

document.addEventListener("htmx:after:swap", tick);
document.addEventListener("clock", tick);
if (sheet()) {
  takeUp();
  if (document.readyState === "complete") retry(); // the line may have been open for a while
  if (wasOpen()) fold();
  setInterval(tick, 1000);
}
tick();
