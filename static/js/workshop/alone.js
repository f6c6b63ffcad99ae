// One tab at a time: whatever is sent for a person goes out in one order, however many tabs they have open.

const PATIENCE = 40_000; // a tab that was frozen while it had its turn never ends it
const LEASE = 30_000;
const tab = Math.random().toString(36).slice(2);
const pause = (time) => new Promise((done) => setTimeout(done, time));

// Runs `work` when no other tab does. Its result, or undefined where another tab has its turn.
export function alone(name, work) {
  return navigator.locks ? locked(name, work) : leased(`${name}:turn`, work);
}

async function locked(name, work) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  const turn = () => (clearTimeout(timer), work());
  try {
    return await navigator.locks.request(name, { signal: patience.signal }, turn);
  } catch (error) {
    if (!patience.signal.aborted) throw error;
    return navigator.locks.request(name, { steal: true }, work);
  }
}

// Browsers have locks on secure pages only. Elsewhere a note in the storage has to do: written, and read again a little
// later, when whoever wrote one at the same moment has written it too.
async function leased(name, work) {
  const held = () => JSON.parse(localStorage.getItem(name) || "{}");
  try {
    if (held().until > Date.now() && held().tab !== tab) return undefined;
    localStorage.setItem(name, JSON.stringify({ tab, until: Date.now() + LEASE }));
    await pause(50);
    if (held().tab !== tab) return undefined;
  } catch {
    return work(); // nothing can be kept here, so no other tab has anything of ours either
  }
  try {
    return await work();
  } finally {
    if (held().tab === tab) localStorage.removeItem(name);
  }
}
