// One line by each place where something is composed: whether it is saved. It is always true.

import { isKept, isOvertaken, typed } from "./drafts.js";
import { said } from "./words.js";

const sending = new Set(); // forms whose request is under way
const done = new Set(); // ids of those that were taken on this page
const missed = new Set(); // ids of those that did not get through
const others = {}; // how places say it that are no form's own: a function of the form they stand in, by what they tell of

export const AWAY = () => said(navigator.onLine ? "notSent" : "away");
export const LOST = said("lost");
export const SAVING = said("saving");
export const SAVED = said("saved");

export function tells(of, words) {
  others[of] = words;
  show();
}

export function ofForm(form) {
  if (sending.has(form)) return SAVING;
  if (!typed(form).length) return done.has(form.id) ? SAVED : "";
  if (!isKept()) return LOST;
  if (!navigator.onLine || missed.has(form.id)) return AWAY();
  return said(isOvertaken(form) ? "overtaken" : "draft");
}

export function show() {
  for (const place of document.querySelectorAll(".state")) {
    const form = place.closest("form");
    const words = others[place.dataset.state]?.(form) ?? (form ? ofForm(form) : "");
    if (place.textContent !== words) place.textContent = words;
  }
}

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const { form, method } = ctx.request;
  if (!form || method === "GET") return;
  sending.add(form);
  show();
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const { form } = ctx.request;
  if (!sending.delete(form)) return;
  const { status = 0 } = ctx.response || {};
  const well = status >= 200 && status < 300;
  if (well) done.add(form.id);
  if (well || status === 422) missed.delete(form.id);
  else missed.add(form.id);
  show();
});

for (const name of ["htmx:after:swap", "input"]) document.addEventListener(name, show);
for (const name of ["online", "offline"]) addEventListener(name, show);
show();
