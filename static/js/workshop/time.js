// What time it is on the server, whatever the clock of this device says. The page comes with the server's time; from
// there on only performance.now() counts, which nobody can set. It is measured again whenever it may have stood still.

const clock = document.querySelector("meta[name=server-clock]");
const CLOSE = 100; // milliseconds: an answer that takes no longer is exact enough
const SPREAD = 3000; // milliseconds: three hundred browsers do not ask all at once
const AGE = 600_000; // milliseconds: the oscillator of a cheap tablet is some parts in ten thousand off

const drift = () => Date.now() - performance.now();

let offset = Number(clock?.content) - (performance.getEntriesByType("navigation")[0]?.responseStart || performance.now());
let measured = -Infinity;
let asking = 0;
let wall = drift();

export const now = () => performance.now() + offset;

async function ask() {
  const sent = performance.now();
  const answer = await fetch(clock.dataset.ask, { cache: "no-store" });
  const told = (await answer.json()).now;
  const got = performance.now();
  return { trip: got - sent, offset: told - (sent + got) / 2 };
}

// The fastest of three answers says it best: half of its way is all that is not known.
async function measure() {
  let best = { trip: Infinity, offset };
  try {
    for (let tries = 0; tries < 3 && best.trip > CLOSE; tries++) {
      const found = await ask();
      if (found.trip < best.trip) best = found;
    }
  } catch {
    // The line is down: it goes on as it was, and is measured when it is back.
  }
  if (best.trip < Infinity) {
    offset = best.offset;
    measured = performance.now();
    document.dispatchEvent(new Event("clock"));
  }
  asking = best.trip < Infinity ? 0 : setTimeout(measure, 5000 + Math.random() * SPREAD);
}

// Called while there is something to count: measures, if that was long ago or something may have gone wrong since.
export function stayExact() {
  // A device that slept, or whose clock was set. Which of the two does not matter.
  const jumped = Math.abs(drift() - wall) > 1000;
  wall = drift();
  if (jumped) measured = -Infinity;
  if (asking || !clock || performance.now() - measured < AGE) return;
  asking = setTimeout(measure, jumped ? 0 : Math.random() * SPREAD);
}

const doubt = () => (measured = -Infinity);
document.addEventListener("visibilitychange", () => document.hidden || doubt());
document.addEventListener("htmx:sse:before:connection", doubt);
addEventListener("online", doubt);
addEventListener("pageshow", (event) => event.persisted && doubt());
