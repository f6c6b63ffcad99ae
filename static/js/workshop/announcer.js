// What changes live is said once: when a burst of changes has settled, those sentences on the page that have become
// others. No sentence of the board is a live region itself, or a screen reader would read every state of it: only who
// raises a hand or waits to be let in is told of at once. Whatever carries data-say, and an id, is such a sentence.

const SETTLED = 1000; // milliseconds without a change
const LONGEST = 8000; // milliseconds after the first one, if they never end
const MOST = 4; // sentences at a time
const STAGE = "stage-now";

const place = document.getElementById("announcer");

function words(element) {
  const heard = element.cloneNode(true);
  for (const silent of heard.querySelectorAll("[aria-hidden=true]")) silent.remove();
  return heard.textContent.replace(/\s+/g, " ").trim();
}

function sentences() {
  const all = [...document.querySelectorAll("[data-say][id]")].filter((one) => one.checkVisibility());
  return new Map(all.map((one) => [one.id, words(one)]));
}

let known = sentences();
let first = 0;
let timer = 0;

function say() {
  const before = known;
  known = sentences();
  first = 0;
  const differs = ([id, text]) => text && before.get(id) !== text;
  // With the stage everything else is another as well, and where the workshop is says it all.
  const stage = [...known].filter(([id]) => id === STAGE).filter(differs);
  const news = new Set((stage.length ? stage : [...known].filter(differs)).map(([, text]) => text));
  if (news.size) place.textContent = [...news].slice(0, MOST).map((text) => (/[.!?…]$/.test(text) ? text : `${text}.`)).join(" ");
}

document.addEventListener("htmx:after:swap", () => {
  first ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(say, Math.max(0, Math.min(SETTLED, first + LONGEST - Date.now())));
});
