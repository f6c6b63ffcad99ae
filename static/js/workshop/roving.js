// Tab enters a long list once, and leaves it with the next press; inside, arrows, Home and End lead from row to row.
// The rows of whatever carries data-roving are its children. Without a script each of them is reached by Tab.

const STOPS = "a[href], button, input, summary";
const TYPED = "input:not([type=radio], [type=checkbox], [type=hidden]), textarea, select";

const left = new WeakMap(); // list: the stop where Tab enters it, and which one that is

// A row in which something is typed is a form, and Tab leads through it.
function stops(row) {
  if (row.querySelector(TYPED)) return [];
  const found = row.matches(STOPS) ? [row] : [...row.querySelectorAll(STOPS)];
  return found.filter((stop) => !stop.disabled && stop.type !== "hidden");
}

const rows = (list) => [...list.children].map(stops).filter((row) => row.length);

function entrance(list, all) {
  const before = left.get(list);
  if (all.includes(document.activeElement)) return document.activeElement;
  if (!before) return all.find((stop) => stop.closest("[aria-current]")) || all[0];
  return all.includes(before.stop) ? before.stop : all[Math.min(before.index, all.length - 1)];
}

function settle(list) {
  const all = rows(list).flat();
  if (!all.length) return;
  const stop = entrance(list, all);
  if (left.has(list) || stop === document.activeElement) left.set(list, { stop, index: all.indexOf(stop) });
  for (const one of all) {
    const index = one === stop ? 0 : -1;
    if (one.tabIndex !== index) one.tabIndex = index;
  }
}

const settleAll = () => document.querySelectorAll("[data-roving]").forEach(settle);

function next(key, all, row, place) {
  const line = all[row];
  if (key === "Home") return all[0][0];
  if (key === "End") return all.at(-1)[0];
  if (key === "ArrowDown") return all[row + 1]?.[Math.min(place, all[row + 1].length - 1)];
  if (key === "ArrowUp") return all[row - 1]?.[Math.min(place, all[row - 1].length - 1)];
  return key === "forwards" ? line[place + 1] || all[row + 1]?.[0] : line[place - 1] || all[row - 1]?.at(-1);
}

function direction(key, list) {
  if (key !== "ArrowLeft" && key !== "ArrowRight") return key;
  return (key === "ArrowRight") === (getComputedStyle(list).direction === "ltr") ? "forwards" : "backwards";
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!/^(Arrow.*|Home|End)$/.test(event.key)) return;
  const list = event.target.closest("[data-roving]");
  if (!list) return;
  const all = rows(list)
    .map((row) => row.filter((stop) => stop.checkVisibility()))
    .filter((row) => row.length);
  const row = all.findIndex((one) => one.includes(event.target));
  if (row < 0) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  next(direction(event.key, list), all, row, all[row].indexOf(event.target))?.focus();
});

document.addEventListener("focusin", (event) => {
  const list = event.target.closest("[data-roving]");
  if (list) settle(list);
});
document.addEventListener("htmx:after:swap", settleAll);
settleAll();
