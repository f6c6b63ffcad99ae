// What was handed in and has not been confirmed. It is kept on this device, sent one after the other until the server
// says that it has it or why it has not, and never forgotten in between: not by a reload, nor by a dead network.

import { alone } from "./alone.js";
import { scope } from "./drafts.js";
import { AWAY, LOST, SAVED, SAVING, show, tells } from "./states.js";
import { said } from "./words.js";

const NAME = `remit:${scope}:outbox`;
const LONGEST = 30_000;
const ASKED = Symbol("asked why");
const place = document.getElementById("outbox");
export const seat = place.dataset.seat;

let memory = []; // where a browser stores nothing, it lives as long as the page
let stored = true;
let failing = false; // the last attempt did not get through
let stuck = false; // this browser may not send any more: only a reload can tell
let pause = 0;
let timer = 0;
let busy = false;
let sending = ""; // the key of what is under way
const done = new Set(); // kinds of which something has been confirmed on this page
let came = null; // what htmx knows of the request that just ended

function read() {
  if (!stored) return memory;
  try {
    return JSON.parse(localStorage.getItem(NAME)) || [];
  } catch {
    return memory;
  }
}

function write(entries) {
  memory = entries;
  try {
    if (entries.length) localStorage.setItem(NAME, JSON.stringify(entries));
    else localStorage.removeItem(NAME);
    stored = true;
  } catch {
    stored = false;
  }
  tell();
}

function tell() {
  place.toggleAttribute("data-waiting", waiting().length > 0);
  document.dispatchEvent(new Event("outbox", { bubbles: true }));
  show();
}

const same = (one) => (other) => other.key === one.key && other.seat === one.seat;

// All of it, oldest first: what waits, what was refused and not yet read, and what somebody left in another seat here.
export const entries = read;
export const waiting = (kind) => read().filter((one) => one.seat === seat && !one.refused && (!kind || one.kind === kind));
export const isStuck = () => stuck;

// An entry is {key, kind, url, fields, words}; a newer one of the same key takes the place of an older.
export function put(entry) {
  const others = read().filter((one) => !same({ ...entry, seat })(one));
  const at = Math.max(Date.now(), ...others.map((one) => one.at + 1));
  write([...others, { ...entry, seat, at }]);
  if (navigator.onLine && !pause) flush();
  else later();
}

export function drop(entry) {
  write(read().filter((one) => !same(entry)(one)));
}

// Forget what nobody can have seen yet; false once it may be on its way.
export function recall(key) {
  const entry = waiting().find((one) => one.key === key);
  if (!entry || entry.tried || sending === key) return false;
  drop(entry);
  return true;
}

// What somebody else left here is theirs no more once they have taken another seat: it goes out from that one.
export function adopt() {
  write(read().map((one) => (one.seat === seat ? one : { ...one, seat, at: Date.now(), refused: "" })));
  flush();
}

// How things stand with what is of this kind, in words.
export function state(kind) {
  if (!waiting(kind).length) return done.has(kind) ? SAVED : "";
  if (!stored) return LOST;
  return failing || stuck || !navigator.onLine ? AWAY() : SAVING;
}

function later() {
  if (timer || stuck || !waiting().length) return;
  pause = Math.min(LONGEST, 2 * pause || 1000);
  timer = setTimeout(flush, pause * (0.5 + Math.random() / 2));
}

async function flush() {
  if (busy || stuck || !waiting().length) return;
  busy = true;
  clearTimeout(timer);
  timer = 0;
  let goes = true;
  while (goes) goes = await alone(NAME, sendNext).catch(() => false);
  busy = false;
  // Another tab may have its turn, or this one has to wait for a line.
  if (waiting().length) later();
  tell();
}

// Send the oldest; false when that is no use for now.
async function sendNext() {
  const [entry] = waiting();
  if (!entry || stuck) return false;
  sending = entry.key;
  write(read().map((one) => (same(entry)(one) ? { ...one, tried: true } : one)));
  const answer = await post(entry);
  sending = "";
  const { status = 0, headers } = answer?.response || {};
  // An answer without a position is none of ours: a sign-in page of somebody else's, most likely.
  const ours = headers?.get("Live-Position");
  failing = !(status >= 200 && status < 300 && ours) && !refuses(status);
  if (!failing) {
    pause = 0;
    const why = refuses(status) ? decodeURIComponent(headers.get("Live-Refusal") || "") || said("notTaken") : unmet(entry, answer);
    if (why === ASKED) drop(entry);
    else settle(entry, why);
    return true;
  }
  stuck = [401, 403, 404, 410].includes(status) || (status >= 200 && status < 400);
  return false;
}

const refuses = (status) => status >= 400 && status < 500 && ![401, 403, 404, 408, 410, 425, 429].includes(status);

// A red one that needs a reason is answered by asking for it: it does not count yet. In a re-vote the question itself
// says so, right where it was pressed.
function unmet(entry, { text }) {
  if (text.includes('id="why" data-unmet')) return ASKED;
  const asks = place.dataset.needsReason;
  const counted = text.match(new RegExp(`id="line-${entry.paper}" data-colour="(\\w*)"`));
  return asks && entry.fields.colour === "red" && counted && counted[1] !== "red" ? asks : "";
}

function settle(entry, refused) {
  if (!refused) done.add(entry.kind);
  const now = read();
  const found = now.find(same(entry));
  if (found && found.at === entry.at) {
    write(refused ? now.map((one) => (one === found ? { ...one, refused } : one)) : now.filter((one) => one !== found));
  }
  document.dispatchEvent(new CustomEvent(refused ? "outbox:refused" : "outbox:confirmed", { detail: { ...entry, refused } }));
}

async function post({ url, fields }) {
  came = null;
  await htmx.ajax("POST", url, { source: place, target: "#mine", swap: "innerMorph", values: fields });
  return came;
}

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement === place) came = ctx;
});

// What is refused is said in words of its own, with what was refused; nothing of its answer is put into the page.
place.addEventListener("htmx:before:response", (event) => {
  if (event.detail.ctx.response.status >= 400) event.preventDefault();
});

function again() {
  stuck = false;
  pause = 0;
  flush();
}

addEventListener("online", again);
addEventListener("offline", tell);
addEventListener("pageshow", (event) => event.persisted && again());
document.addEventListener("htmx:sse:before:connection", again);
document.addEventListener("visibilitychange", () => document.hidden || stuck || again());
addEventListener("storage", ({ key }) => {
  if (key !== NAME && key !== null) return;
  tell();
  // The other tab sends it, unless it is closed before it has.
  if (!busy) later();
});
tells("votes", () => state("vote"));
// What waits from before is said at once, and sent when whatever listens is loaded.
tell();
setTimeout(again);
