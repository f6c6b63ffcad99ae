// Nobody loses their place. When a new drawing of the page takes away what had the focus, the same thing in its new
// place gets it, or else the heading of the nearest thing around it that is still there.

const TYPED = "textarea, input:not([type=radio]):not([type=checkbox])";
const TAKES_FOCUS = "a[href], button, input, select, textarea, summary";

const stage = () => document.getElementById("stages")?.dataset.looking;

let before = null; // what had the focus before the swap: the ids of it and of what is around it, and the caret
let given = null; // a heading that was made fit to have the focus

const shown = (element) => Boolean(element && element !== document.body && element.checkVisibility());

document.addEventListener("htmx:before:swap", () => {
  const at = document.activeElement;
  if (!at || at === document.body) return;
  const ids = [];
  for (let around = at; around; around = around.parentElement) if (around.id) ids.push(around.id);
  // One of several things in the nearest place that has an id: it may come back elsewhere, with all that is in it.
  const inside = at.id ? -1 : [...(at.closest("[id]")?.querySelectorAll(TAKES_FOCUS) ?? [])].indexOf(at);
  const top = at.matches(TYPED) && at.getBoundingClientRect().top;
  before = { ids, inside, own: at.id, start: at.selectionStart, end: at.selectionEnd, top, stage: stage() };
});

function landing(place) {
  if (place.matches(TAKES_FOCUS)) return place;
  const same = place.id === before.ids[0] && place.matches("li") && place.querySelectorAll(TAKES_FOCUS)[before.inside];
  if (same && shown(same)) return same;
  // One in something folded cannot have the focus.
  given = [...place.querySelectorAll("h1, h2, h3")].find(shown) || place;
  given.tabIndex = -1;
  return given;
}

// What comes or grows above the line somebody is typing does not push it about under their eyes.
function steady() {
  const at = document.activeElement;
  if (!before || before.top === false || at.id !== before.own || stage() !== before.stage) return;
  const moved = at.getBoundingClientRect().top - before.top;
  if (before.top < 0 || before.top >= innerHeight) return;
  (at.closest(".sheet-body") || window).scrollBy({ top: moved, behavior: "instant" });
}

document.addEventListener("htmx:after:swap", () => {
  // A morph takes the attribute away again, and the focus with it.
  if (given && given === document.activeElement) given.tabIndex = -1;
  if (before && !shown(document.activeElement)) restore();
  steady();
  before = null;
});

function restore() {
  const place = before.ids.map((id) => document.getElementById(id)).find(shown);
  if (!place) return;
  const target = landing(place);
  target.focus({ preventScroll: true });
  if (target.id === before.own && before.start != null) target.setSelectionRange(before.start, before.end);
  else if (target.matches(":focus-visible")) target.scrollIntoView({ block: "nearest" });
}
