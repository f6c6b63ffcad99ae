// A swipe on the paper on top, where somebody wants that (ways.js): right for Green, left for Red. The card follows the
// finger and says what letting go will do.

import { said } from "./words.js";

const SHAPES = { green: "●", red: "■" };
const FAR = 96; // pixels, from where it counts
let from = null;

const on = () => "swipes" in document.documentElement.dataset;
const card = () => document.getElementById("now");

function follow(by) {
  const paper = card();
  if (!paper) return;
  paper.style.translate = by ? `${by}px 0` : "";
  paper.style.rotate = by ? `${by / 60}deg` : "";
  const colour = by > 0 ? "green" : "red";
  if (Math.abs(by) < FAR / 3) delete paper.dataset.swipe;
  else Object.assign(paper.dataset, { swipe: colour, does: `${SHAPES[colour]} ${said(colour)}` });
  paper.toggleAttribute("data-far", Math.abs(by) >= FAR);
}

document.addEventListener("pointerdown", (event) => {
  if (!on() || event.pointerType === "mouse" || !event.isPrimary || !card()?.contains(event.target)) return;
  from = { x: event.clientX, id: event.pointerId };
  card().setPointerCapture?.(event.pointerId);
});
document.addEventListener("pointermove", (event) => {
  if (from?.id === event.pointerId) follow(event.clientX - from.x);
});
document.addEventListener("pointerup", (event) => {
  if (from?.id !== event.pointerId) return;
  const by = event.clientX - from.x;
  from = null;
  follow(0);
  if (Math.abs(by) >= FAR) document.getElementById(by > 0 ? "choose-green" : "choose-red")?.click();
});
// The browser has taken it for a scroll.
document.addEventListener("pointercancel", () => {
  from = null;
  follow(0);
});
