// The bell says that something of mine changed: fetch my part of the page, unless the change was this tab's own.

let busy = 0; // forms of mine under way
let shown = 0; // the revision that my part was last drawn at, or a piece of it
let whole = 0; // the revision that all of it was last drawn at
let rung = 0; // the newest revision that a bell was rung for
let brought = 0; // the newest revision that the stream has brought
let pause = 0; // how long to wait before asking once more, in milliseconds
let epoch = ""; // a restored workshop counts its revisions anew, under another epoch

function revision(position) {
  const [name, count] = (position || ".").split(".");
  if (name && name !== epoch) {
    if (epoch) shown = whole = rung = brought = 0;
    epoch = name;
  }
  return Number(count) || 0;
}

const slot = () => document.getElementById("mine");

// The page came with all of it.
shown = whole = revision(document.getElementById("live")?.dataset.position);

function refresh() {
  if (!busy && rung > shown && slot()) htmx.trigger(slot(), "refresh");
}

document.addEventListener("mine", (event) => {
  const at = revision(event.detail && event.detail.data);
  rung = Math.max(rung, at || rung + 1);
  refresh();
});

// A line may be cut between a change and its bell, and nobody rings twice: whoever opens another one asks.
document.addEventListener("htmx:sse:after:message", ({ detail: { message } }) => {
  const at = revision(message.id); // first: it may begin to count anew
  brought = Math.max(brought, at);
});

document.addEventListener("htmx:sse:before:connection", () => {
  rung = Math.max(rung, brought);
  refresh();
});

const left = new WeakSet(); // answers that were left out

document.addEventListener("htmx:before:swap", ({ detail: { ctx, tasks } }) => {
  const at = revision(ctx.response?.headers?.get("Live-Position"));
  // What was asked for before a form was sent may come after its answer, and be older.
  const isLate = ctx.sourceElement === slot() && at && at < shown;
  // What is sent in the background closes nothing that somebody has open: it is asked for again, as it stands open.
  const isOpen = ctx.sourceElement?.id === "outbox" && document.querySelector("#mine-state :is([name=edit], [name=edit_area]):not([value=''])");
  if (!isLate && !isOpen) return;
  for (let i = tasks.length - 1; i >= 0; i--) if (isLate || tasks[i].target === slot()) tasks.splice(i, 1);
  left.add(ctx);
});

// Whoever looks back goes on looking back, whatever form they send: its answer is of what their stream is of. And who
// stands in for somebody does so with all that this page asks and sends.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  const live = document.getElementById("live");
  const asked = live && new URL(live.dataset.live, location.href).searchParams;
  const [back, whom] = ["stage", "for"].map((name) => asked?.get(name));
  const { body, method } = ctx.request;
  if (whom) {
    const url = new URL(ctx.request.action, location.href);
    url.searchParams.set("for", whom);
    ctx.request.action = url.pathname + url.search;
  }
  if (back && method !== "GET" && body instanceof FormData && !body.has("stage")) body.set("stage", back);
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
  const at = revision(ctx.response?.headers?.get("Live-Position"));
  const bell = ctx.response?.headers?.get("Live-Bell");
  if (left.delete(ctx)) {
    rung = Math.max(rung, at);
  } else if (bell == null) {
    // What was put in last is what is there, also when something newer was there before.
    if (at) [rung, shown, whole] = [Math.max(rung, shown), at, at];
  } else if (Number(bell) > whole) {
    // Only a piece came, and before it a bell has rung for everybody: the rest must be asked for.
    rung = Math.max(rung, Number(bell), shown + 1);
  } else {
    shown = Math.max(shown, at);
  }
  if (ctx.sourceElement !== slot() || rung <= shown) {
    pause = 0;
    refresh();
    return;
  }
  // It failed, or the bell rang again meanwhile: ask again, but never as fast as a dead network refuses.
  pause = Math.min(10_000, 2 * pause || 100);
  setTimeout(refresh, pause);
});
