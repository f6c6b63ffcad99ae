// The guard of the live stream. htmx swaps what arrives; this opens the line, watches it, opens it again,
// and says in words how things stand. The stream hangs on #live (see the template tag `live_stream`).
(() => {
  "use strict";
  const live = document.getElementById("live");
  const banner = document.getElementById("banner");
  const words = document.getElementById("live-words").dataset;
  const LONGEST = 10_000;
  let waiting = false; // for room on the server, and the banner says so

  // What failed: one polite banner, gone again with the next answer that is well.
  function say(sentence, { link = false, keep = false, waits = false } = {}) {
    if (!banner || banner.dataset.keep) return;
    banner.replaceChildren(sentence);
    if (link) {
      const reload = Object.assign(document.createElement("a"), { href: location.href, textContent: words.reload });
      banner.append(" ", reload);
    }
    if (keep) banner.dataset.keep = "1";
    waiting = waits;
  }

  function unsay() {
    if (!banner || banner.dataset.keep) return;
    banner.replaceChildren();
  }

  const concerns = (event) => event.detail.ctx && event.detail.ctx.sourceElement !== live;
  // What a page asks for by itself it asks for again, and the outbox says itself how it stands.
  const quiet = (ctx) => ["mine", "answer", "outbox"].includes(ctx.sourceElement?.id);

  document.addEventListener("htmx:response:error", (event) => {
    if (!concerns(event) || quiet(event.detail.ctx)) return;
    const status = event.detail.ctx.response.status;
    if (status === 422) return;
    if (status === 401 || status === 403) say(words.forbidden, { link: true });
    else if (status === 404 || status === 410) say(words.missing, { link: true });
    else say(words.failed);
  });
  document.addEventListener("htmx:error", (event) => {
    if (concerns(event) && !quiet(event.detail.ctx)) say(words.unsent);
  });
  document.addEventListener("htmx:after:request", (event) => {
    if (concerns(event) && event.detail.ctx.response.status < 400) unsay();
  });

  if (!live) return;

  const tab = Math.random().toString(36).slice(2);
  const beat = 1000 * (live.dataset.beat || 15);
  let held = live.dataset.position; // what this page shows
  let open = null; // htmx's connection while there is one
  let opened = { wall: 0, steady: 0 };
  let asking = false;
  let stopped = false;
  let failures = 0;
  let retry = 500;
  let timer = 0;
  // The wall clock may be set back, and the steady one stands still while a laptop sleeps: the later of them is right.
  const now = () => ({ wall: Date.now(), steady: performance.now() });
  const since = (then) => Math.max(Date.now() - then.wall, performance.now() - then.steady);
  let heard = now();
  let resting = false; // hidden, and its line given up for a tab that is shown
  let skipped = false; // the stream may have left out what an answer has changed: ask for everything
  let said = 0; // how often this page has said whether it is shown

  // Our own reconnecting replaces htmx's, which never repeats a failed first connection and would
  // take a sign-in page for a stream. Every connection goes through `connect`, so all are checked alike.
  htmx.config.sse = { reconnect: false, pauseOnBackground: false, releaseOn: "immediate" };

  function show(state) {
    const place = document.getElementById("connection");
    if (!place || stopped) return;
    const sentence = words[state === "offline" && drafts() ? "kept" : state];
    if (place.textContent === sentence) return;
    place.dataset.state = state;
    place.textContent = sentence;
    if (state === "live" && waiting) unsay();
    if (state === "live") waiting = false;
  }

  // Whether something is typed that drafts.js keeps until it has been handed in, or waits in the outbox.
  const drafts = () =>
    document.querySelector("#outbox[data-waiting]") ||
    [...document.querySelectorAll("[data-draft]")].some((field) => field.value !== field.defaultValue);
  const down = () => (navigator.onLine ? "reconnecting" : "offline");

  function address(more) {
    const url = new URL(live.dataset.live, location.href);
    const hidden = document.hidden ? { hidden: 1 } : {};
    for (const [name, value] of Object.entries({ tab, said, ...hidden, ...more })) url.searchParams.set(name, value);
    return url.pathname + url.search;
  }

  // Others see who is here and who has turned away. A line that has just opened may not have been told of yet.
  function tell() {
    said += 1;
    setTimeout(() => stopped || navigator.sendBeacon(address()), document.hidden ? 0 : Math.max(0, 3000 - since(opened)));
  }

  function connect() {
    clearTimeout(timer);
    if (stopped || asking || open) return;
    asking = true;
    skipped = false;
    htmx.ajax("GET", address({ at: held }), { source: live, timeout: 10_000 }).finally(() => {
      asking = false;
      if (!open) again();
    });
  }

  function again() {
    if (stopped || resting) return;
    clearTimeout(timer);
    if (skipped) {
      timer = setTimeout(connect);
      return;
    }
    show(down());
    const pause = Math.min(LONGEST, retry * 2 ** failures++) * (0.5 + Math.random() / 2);
    timer = setTimeout(connect, pause);
  }

  function close() {
    open?.abortController?.abort();
  }

  // A line may be dead without anybody having said so: open a new one, and lose nothing by it.
  function renew() {
    failures = 0;
    resting = false;
    if (open) close();
    else connect();
  }

  function stop(status) {
    if (stopped) return;
    show("over");
    stopped = true;
    clearTimeout(timer);
    close();
    const over = status === 404 || status === 410;
    say(over ? words.ended : words.barred, { link: true, keep: true });
  }

  live.addEventListener("htmx:before:response", (event) => {
    const { status, headers, raw } = event.detail.ctx.response;
    // A real stream never gets here: the extension has taken it over. This is an error or a sign-in page.
    event.preventDefault();
    if ([401, 403, 404, 410].includes(status)) stop(status);
    else if (headers.get("Retry-After")) failures = Math.max(failures, 2);
    // There is no room: the server says why, in words for people.
    if (headers.get("Live-Says")) raw.text().then((why) => open || say(why, { waits: true }));
  });
  live.addEventListener("htmx:sse:before:connection", (event) => {
    open = event.detail.connection;
    opened = heard = now();
  });
  live.addEventListener("htmx:sse:close", () => {
    open = null;
    if (!stopped) again();
  });
  live.addEventListener("htmx:sse:before:message", () => {
    heard = now();
    failures = 0;
    show("live");
  });
  live.addEventListener("htmx:sse:after:message", (event) => {
    retry = open?.config.reconnectDelay ?? retry;
    const { id } = event.detail.message;
    if (!id) return;
    skipped = leavesOut(id);
    held = skipped ? "" : id;
    if (skipped) close();
  });
  live.addEventListener("rest", () => {
    resting = document.hidden;
    show("reconnecting");
    close();
  });
  live.addEventListener("gone", (event) => stop(Number(event.detail.data)));

  // What an answer to a POST has brought may be newer than what the stream still brings.
  const shown = new WeakMap();
  const split = (position) => [position.slice(0, position.lastIndexOf(".")), Number(position.slice(position.lastIndexOf(".") + 1))];
  const older = (one, other) => one && other && split(one)[0] === split(other)[0] && split(one)[1] < split(other)[1];

  function overtaken(element, position) {
    for (let at = element; at; at = at.parentElement) {
      if (older(position, shown.get(at))) return true;
      if (at.matches("[hx-morph-skip]")) return false; // what is drawn around it leaves open what is in it
    }
    return false;
  }

  // And it may be of a moment that the stream leaves out. It sends what differs from what it brought last: what was
  // so then, was not in the answer, and is so again, is not among that.
  const ahead = new Map(); // what answers have brought, and the position of each

  function leavesOut(position) {
    let out = false;
    for (const [element, at] of [...ahead]) {
      if (older(position, at)) continue;
      ahead.delete(element);
      // Whatever the stream itself has brought since is no longer in here.
      out ||= element.isConnected && older(held, at) && older(at, position);
    }
    return out;
  }

  document.addEventListener("htmx:before:swap", (event) => {
    const { ctx, tasks } = event.detail;
    const streamed = ctx.sourceElement === live;
    const position = streamed ? open?.lastEventId : ctx.response?.headers.get("Live-Position");
    if (!position) return;
    for (let i = tasks.length - 1; i >= 0; i--) {
      const target = tasks[i].target;
      if (tasks[i].type !== "partial") continue;
      const shared = target && target !== banner && !target.closest("[hx-morph-skip]");
      if (!target || overtaken(target, position) || (shared && !streamed && older(position, held))) {
        tasks.splice(i, 1);
        continue;
      }
      shown.set(target, position); // a morph keeps the element
      if (streamed) for (const element of [...ahead.keys()]) if (target.contains(element)) ahead.delete(element);
      if (shared && !streamed) ahead.set(target, position);
      if (streamed && since(opened) > 1000) glow(target);
    }
  });

  // Only what is small and on the board: a whole wall that glows says nothing, and the dock changes all the time.
  const MANY = 12;
  const glows = (one) => one.closest("main") && one.offsetHeight < innerHeight / 2;

  // Elements with data-still are drawn anew as a whole; what changes inside them is a region of its own. Of those
  // with data-quiet only what is new in them glows.
  // What somebody else has just changed glows for a moment: the new things inside it if there are any.
  function glow(target) {
    if ("still" in target.dataset) return;
    const before = new Set([...target.querySelectorAll("[id]")].map((one) => one.id));
    setTimeout(() => {
      const fresh = [...target.querySelectorAll("[id]")].filter((one) => !before.has(one.id));
      if (fresh.length > MANY) return;
      const whole = "quiet" in target.dataset ? [] : [target];
      for (const one of (fresh.length ? fresh : whole).filter(glows)) {
        one.classList.add("glow");
        setTimeout(() => one.classList.remove("glow"), 1200);
      }
    });
  }

  document.addEventListener("visibilitychange", () => {
    tell();
    if (!document.hidden && (!open || since(heard) > beat)) renew();
  });
  addEventListener("pageshow", (event) => event.persisted && renew());
  addEventListener("online", renew);
  addEventListener("offline", () => show("offline"));
  for (const name of ["input", "outbox"]) addEventListener(name, () => document.querySelector("#connection[data-state=offline]") && show("offline"));
  setInterval(() => open && since(heard) > 1.5 * beat + 2000 && renew(), 1000);
  setTimeout(() => open || show(down()), 2000);
  // Not before everything is there that listens: what the line brings in between nobody would hear.
  if (document.readyState === "complete") connect();
  else addEventListener("DOMContentLoaded", connect);
})();
