// Counts down to the end that the server has set, in every browser to the same second, and says so when it is over.
// Moments are put into the time zone of whoever reads them.

import { ring, showSwitch } from "./sound.js";
import { now, stayExact } from "./time.js";

const MINUTE = 60_000;
const LATE = 5000; // milliseconds: whoever wakes up long after the end need not be startled by it
const FORMS = {
  long: { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" },
  short: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  time: { hour: "2-digit", minute: "2-digit" },
};

let timer = 0;
let seen = { ends: null, left: 0 }; // how much was left of which end when it was last drawn

export function write(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}

export function say(words) {
  write(document.getElementById("announcer"), words);
}

export const moment = (at, form = "time") =>
  new Intl.DateTimeFormat(document.documentElement.lang, FORMS[form]).format(at);

function digits(seconds) {
  const two = (number) => String(number).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

function tell(clock, ends, left) {
  if (seen.ends === ends && seen.left > 0 && left <= 0) {
    say(clock.dataset.sayOver);
    if (left > -LATE && clock.dataset.state === "running") ring();
  } else if (seen.ends === ends && clock.dataset.state === "running" && seen.left > MINUTE && left <= MINUTE) {
    say(clock.dataset.sayMinute);
  }
  seen = { ends, left };
}

function draw() {
  clearTimeout(timer);
  const clock = document.getElementById("clock");
  if (!clock) return;
  const places = [...document.querySelectorAll("[data-left]")];
  for (const paused of places) if (paused.dataset.left) write(paused, digits(Number(paused.dataset.left)));
  const ends = clock.dataset.ends;
  if (!ends) return;
  stayExact();
  const left = Number(ends) - now();
  for (const place of places) write(place, digits(Math.max(0, Math.ceil(left / 1000))));
  for (const part of clock.querySelectorAll("[data-while]")) part.hidden = (part.dataset.while === "over") !== left <= 0;
  tell(clock, ends, left);
  timer = setTimeout(draw, left > 0 && clock.dataset.state === "running" ? (left % 1000) + 10 : 1000);
}

function localise() {
  for (const time of document.querySelectorAll("time[data-moment]")) {
    write(time, moment(new Date(time.dateTime), time.dataset.moment));
  }
}

function show() {
  localise();
  showSwitch();
  draw();
}

document.addEventListener("htmx:after:swap", show);
document.addEventListener("visibilitychange", draw);
document.addEventListener("clock", draw);
show();
