// How somebody likes to vote: one paper at a time or as a list, and with a swipe if they want that. This device remembers.

const NAME = "remit:ways";
const root = document.documentElement;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(NAME)) || {};
  } catch {
    return {};
  }
}

let ways = kept();

function apply() {
  root.dataset.sweep = ways.list ? "list" : "one";
  document.getElementById("as-list")?.setAttribute("aria-pressed", String(Boolean(ways.list)));
  document.getElementById("by-swipe")?.setAttribute("aria-pressed", String(Boolean(ways.swipe)));
  const hint = document.getElementById("swipe-hint");
  if (hint) hint.hidden = !ways.swipe;
  const all = document.getElementById("all-mine");
  if (all && ways.list) all.open = true;
  root.toggleAttribute("data-swipes", Boolean(ways.swipe && !ways.list));
}

document.addEventListener("click", (event) => {
  const way = { "as-list": "list", "by-swipe": "swipe" }[event.target.closest("button")?.id];
  if (!way) return;
  ways = { ...ways, [way]: !ways[way] };
  try {
    localStorage.setItem(NAME, JSON.stringify(ways));
  } catch {
    // It lasts as long as the page.
  }
  apply();
  document.dispatchEvent(new Event("outbox", { bubbles: true })); // the papers are drawn anew
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => ctx.sourceElement?.id === "voting-now" || apply());
apply();
