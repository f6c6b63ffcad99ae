// A gentle sound when the time is up. Off until somebody switches it on, on this device alone.

const KEY = "remit:sound";
let context = null;
let on = false;
try {
  on = localStorage.getItem(KEY) === "on";
} catch {
  // A browser may refuse storage; then the switch holds for this page only.
}

// Browsers let a page sound only once somebody has touched it.
function wake() {
  if (!on || !window.AudioContext) return;
  context ??= new AudioContext();
  context.resume();
}

// Two soft notes, a third apart, that fade like a struck bowl.
export function ring() {
  if (!on || !context) return;
  for (const [pitch, after] of [[523.25, 0], [659.25, 0.35]]) {
    const tone = new OscillatorNode(context, { frequency: pitch });
    const loudness = new GainNode(context, { gain: 0 });
    const begin = context.currentTime + after;
    loudness.gain.linearRampToValueAtTime(0, begin);
    loudness.gain.linearRampToValueAtTime(0.18, begin + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, begin + 1.8);
    tone.connect(loudness).connect(context.destination);
    tone.start(begin);
    tone.stop(begin + 2);
  }
}

export function showSwitch() {
  const button = document.getElementById("clock-sound");
  if (!button) return;
  button.hidden = false;
  button.setAttribute("aria-pressed", String(on));
}

document.addEventListener("click", (event) => {
  if (!event.target.closest("#clock-sound")) return;
  on = !on;
  try {
    localStorage.setItem(KEY, on ? "on" : "off");
  } catch {
    // See above.
  }
  wake();
  ring(); // so that one knows what to expect
  showSwitch();
});
addEventListener("pointerdown", wake, { once: true });
addEventListener("keydown", wake, { once: true });
