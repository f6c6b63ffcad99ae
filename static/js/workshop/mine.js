// The bell says that something of mine changed: fetch my part of the page, unless the change was this tab's own.

const revision = (position) => Number((position || "").split(".")[1]) || 0;
const slot = () => document.getElementById("mine");

let busy = 0; // forms of mine under way
let shown = 0; // the revision that my part was last drawn at
let rung = 0; // the newest revision that a bell was rung for

function refresh() {
  if (!busy && rung > shown && slot()) htmx.trigger(slot(), "refresh");
}

document.addEventListener("mine", (event) => {
  rung = Math.max(rung, revision(event.detail && event.detail.data) || rung + 1);
  refresh();
});

const isWrite = (event) => event.detail.ctx.request.method !== "GET" && event.target.closest("#main, .dock");

document.addEventListener("htmx:before:request", (event) => {
  if (isWrite(event)) busy += 1;
});

document.addEventListener("htmx:finally:request", (event) => {
  if (isWrite(event)) busy = Math.max(0, busy - 1);
  const response = event.detail.ctx.response;
  shown = Math.max(shown, revision(response && response.headers && response.headers.get("Live-Position")));
  refresh();
});
