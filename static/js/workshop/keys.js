// One key for one thing: whatever carries data-key="g 1" answers to G and to 1, unless somebody is typing.
// With Alt it answers while typing too, and to whoever has turned single keys off.
import { singleKeys } from "./help.js";

const TYPED = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.repeat || document.querySelector("dialog:modal")) return;
  // Arrows choose among radio buttons, and with Alt they lead through the browser's history.
  if (event.key.startsWith("Arrow") && (event.altKey || event.target.closest("input, summary"))) return;
  if ((event.target.closest(TYPED) || !singleKeys()) && !event.altKey) return;
  const key = /^Digit\d$/.test(event.code) ? event.code.slice(5) : event.key.toLowerCase();
  const target = [...document.querySelectorAll("[data-key]")].find(
    (control) => control.dataset.key.split(" ").includes(key) && !control.closest("details:not([open])"),
  );
  if (!target) return;
  event.preventDefault();
  target.click();
});
