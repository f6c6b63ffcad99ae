// What other stages than this page's need is loaded once the page is there and at rest, or at the first sign that it is
// needed: so it is at hand when the workshop goes on, and when the line is lost.

const scripts = document.getElementById("scripts");
const wanted = new Set(scripts.dataset.later.split(" "));
const board = document.getElementById("board-styles"); // those of stages come before it, as on a page of that stage

const failed = new Map(); // scripts that did not come, and how often: a browser remembers that of an address

async function bring(address) {
  if (address.endsWith(".css")) return bringSheet(address);
  const times = failed.get(address);
  try {
    await import(times ? `${address}?again=${times}` : address);
  } catch (error) {
    failed.set(address, (times || 0) + 1);
    throw error;
  }
}

function bringSheet(address) {
  if (document.querySelector(`link[rel=stylesheet][href="${address}"]`)) return Promise.resolve();
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address, media: /\/print\./.test(address) ? "print" : "" });
  return new Promise((done, fail) => {
    sheet.addEventListener("load", done);
    sheet.addEventListener("error", () => (sheet.remove(), fail()));
    board.before(sheet);
  });
}

let busy = false;

// Style sheets first: what a script unfolds should look like something. What the line failed to bring stays wanted.
async function load() {
  if (busy) return;
  busy = true;
  for (const turn of [false, true]) {
    const some = [...wanted].filter((address) => address.endsWith(".js") === turn);
    await Promise.allSettled(some.map((address) => bring(address).then(() => wanted.delete(address))));
  }
  busy = false;
  if (!wanted.size) scripts.removeAttribute("data-later"); // all is there
}

const rest = () => (window.requestIdleCallback ? requestIdleCallback(load, { timeout: 5000 }) : setTimeout(load, 1000));

if (document.readyState === "complete") rest();
else addEventListener("load", rest);
document.addEventListener("htmx:sse:before:connection", () => document.readyState === "complete" && rest());
document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  if (tasks.some(({ target }) => target?.id === "board")) load();
});
