// What could not be handed in is said by name, and stays until somebody has read it.

import * as outbox from "./outbox.js";
import { counted, filled, said } from "./words.js";

const place = document.getElementById("outbox");

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function notice(lines, why, ...buttons) {
  const box = Object.assign(document.createElement("div"), { className: "notice" });
  const row = Object.assign(document.createElement("div"), { className: "row" });
  row.append(...buttons);
  const words = lines.map((line) => Object.assign(document.createElement("p"), { textContent: line, dir: "auto" }));
  box.append(...words, why, row);
  return box;
}

function what({ kind, fields, words }) {
  if (kind !== "vote") return filled("notAdded", { words });
  if (!fields.colour) return filled("notTakenBack", { words });
  const reason = [fields.reason, fields.owner].filter(Boolean).join(" · ");
  return filled(reason ? "notCountedWhy" : "notCounted", { colour: said(fields.colour), words, reason });
}

// Votes that were refused for one reason are one notice: after a reveal it may be many.
function refused(entries) {
  const groups = new Map();
  for (const entry of entries) {
    const group = entry.kind === "vote" ? entry.refused : entry.key;
    groups.set(group, [...(groups.get(group) || []), entry]);
  }
  return [...groups.values()].map((group) =>
    notice(
      group.map(what),
      group[0].refused,
      ...(group[0].kind === "add" ? [button(said("putBack"), () => again(group[0]))] : []),
      button(said("allRight"), () => group.forEach(outbox.drop)),
    ),
  );
}

function again(entry) {
  const box = document.getElementById("text");
  if (!box || box.value) return;
  const folded = box.closest("details");
  if (folded) folded.open = true;
  box.value = entry.words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  outbox.drop(entry);
}

function show() {
  const all = outbox.entries();
  const mine = all.filter((one) => one.seat === outbox.seat);
  const waits = mine.filter((one) => !one.refused).length;
  const left = all.filter((one) => one.seat !== outbox.seat);
  const boxes = refused(mine.filter((one) => one.refused));
  if (waits && outbox.isStuck()) {
    boxes.push(notice([counted("stuck", waits)], said("kept"), button(said("reload"), () => location.reload())));
  }
  if (left.length) {
    const words = filled("left", { list: left.map(({ words }) => filled("quoted", { words })).join(", ") });
    const throwAway = () => left.forEach(outbox.drop);
    boxes.push(notice([words], "", button(filled("sendAs", place.dataset), outbox.adopt), button(said("throwAway"), throwAway)));
  }
  const told = JSON.stringify(boxes.map((box) => box.textContent));
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  place.replaceChildren(...boxes);
}

document.addEventListener("outbox", show);
show();
