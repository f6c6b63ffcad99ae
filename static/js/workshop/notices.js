// What could not be handed in is said by name, and stays until somebody has read it.

import * as outbox from "./outbox.js";

const place = document.getElementById("outbox");
const NAMED = { green: "Green", amber: "Amber", red: "Red" };

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: words });
  made.addEventListener("click", act);
  return made;
}

function notice(words, why, ...buttons) {
  const box = Object.assign(document.createElement("div"), { className: "notice" });
  const said = Object.assign(document.createElement("p"), { textContent: words, dir: "auto" });
  const row = Object.assign(document.createElement("div"), { className: "row" });
  row.append(...buttons);
  box.append(said);
  if (why) box.append(Object.assign(document.createElement("p"), { textContent: why }));
  box.append(row);
  return box;
}

function what({ kind, fields, words }) {
  if (kind !== "vote") return `Not added: “${words}”`;
  const colour = NAMED[fields.colour];
  return colour ? `Your ${colour} on “${words}” was not counted` : `Your vote on “${words}” could not be taken back`;
}

const said = ({ reason, owner }) => [reason, owner].filter(Boolean).join(" · ");

function refused(entry) {
  const words = entry.kind === "vote" ? said(entry.fields) : "";
  return notice(
    what(entry),
    entry.refused + (words ? ` You wrote: “${words}”` : ""),
    ...(entry.kind === "add" ? [button("Put it back in the box", () => again(entry))] : []),
    button("All right", () => outbox.drop(entry)),
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
  const boxes = mine.filter((one) => one.refused).map(refused);
  if (waits && outbox.isStuck()) {
    const words = `This browser cannot send any more; ${waits} of yours ${waits === 1 ? "waits" : "wait"} here.`;
    boxes.push(notice(words, "Kept on this device.", button("Reload the page", () => location.reload())));
  }
  if (left.length) {
    const words = `Not sent before you came in again: ${left.map((one) => `“${one.words}”`).join(", ")}`;
    const throwAway = () => left.forEach(outbox.drop);
    boxes.push(notice(words, "", button(`Send as ${place.dataset.name}`, outbox.adopt), button("Throw away", throwAway)));
  }
  place.toggleAttribute("data-waiting", waits > 0);
  const told = JSON.stringify(boxes.map((box) => box.textContent));
  if (place.dataset.told === told) return;
  place.dataset.told = told;
  place.replaceChildren(...boxes);
}

document.addEventListener("outbox", show);
show();
