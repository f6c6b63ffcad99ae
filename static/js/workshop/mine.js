// The bell says that something of mine changed: fetch my part of the page, unless the change was this tab's own.

let busy = 0; // forms of mine under way
let shown = 0; // the revision that my part was last drawn at
let rung = 0; // the newest revision that a bell was rung for
let pause = 0; // how long to wait before asking once more, in milliseconds
let epoch = ""; // a restored workshop counts its revisions anew, under another epoch

function revision(position) {
  const [name, count] = (position || ".").split(".");
  if (name && name !== epoch) {
    if (epoch) shown = rung = 0;
    epoch = name;
  }
  return Number(count) || 0;
}

const slot = () => document.getElementById("mine");


function refresh() {
  if (!busy && rung > shown && slot()) htmx.trigger(slot(), "refresh");
}

document.addEventListener("mine", (event) => {
  rung = Math.max(rung, revision(event.detail && event.detail.data) || rung + 1);
  refresh();
});

// Told apart by their request: the form itself may be gone from the page by the time the answer has been put in.
const writes = new WeakSet();

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.request.method === "GET") return;
  writes.add(ctx);
  busy += 1;
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (writes.delete(ctx)) busy -= 1;
  shown = Math.max(shown, revision(ctx.response?.headers?.get("Live-Position")));
  if (ctx.sourceElement !== slot() || rung <= shown) {
    pause = 0;
    refresh();
    return;
  }
  // It failed, or the bell rang again meanwhile: ask again, but never as fast as a dead network refuses.
  pause = Math.min(10_000, 2 * pause || 100);
  setTimeout(refresh, pause);
});
