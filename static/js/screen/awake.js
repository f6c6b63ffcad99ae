// The screen stays awake while it is shown, where the browser lets a page ask for that. Where not, nothing is lost.

let lock = null;

async function stayAwake() {
  if (lock || document.hidden || !navigator.wakeLock) return;
  try {
    lock = await navigator.wakeLock.request("screen");
    lock.addEventListener("release", () => (lock = null), { once: true });
  } catch {
    lock = null; // a low battery, or a browser that will not: the next time it is shown it is asked again
  }
}

document.addEventListener("visibilitychange", stayAwake);
stayAwake();
