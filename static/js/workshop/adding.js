// What is added goes by the outbox: the box is free at once, and what has not been confirmed yet stands under it.

import * as outbox from "./outbox.js";
import { ofForm, tells } from "./states.js";

const list = () => document.getElementById("waiting");
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.id !== "add" && form.id !== "paste") return;
    const sent = new FormData(form);
    const words = form.id === "paste" ? sent.getAll("line").join("\n") : sent.get("text").trim();
    if (!words) return; // the server says what is missing
    event.preventDefault();
    event.stopImmediatePropagation(); // the outbox sends it
    put(form, words, sent);
  },
  true,
);

function put(form, words, sent) {
  const key = newKey();
  const chosen = document.querySelector(`#add [name=category][value="${sent.get("category")}"]`);
  const fields = { text: words, category: sent.get("category"), client_key: key };
  const category = chosen?.nextElementSibling.querySelector(".category span:last-child")?.textContent || "";
  if (form.id === "paste") form.hidden = true;
  else form.elements.text.value = "";
  form.dispatchEvent(new Event("input", { bubbles: true })); // nothing is typed any more
  outbox.put({ key: `add:${key}`, kind: "add", url: form.getAttribute("action"), fields, words, category });
  if (form.id === "paste") document.getElementById("text").focus();
}

function line(entry) {
  const made = document.createElement("li");
  const words = Object.assign(document.createElement("span"), { className: "words", dir: "auto", textContent: entry.words });
  const note = Object.assign(document.createElement("span"), { className: "note waiting", textContent: list().dataset.words });
  const category = Object.assign(document.createElement("span"), { className: "category", textContent: entry.category });
  made.append(words, category, note);
  return made;
}

function show() {
  if (!list()) return;
  const waiting = outbox.waiting("add");
  list().hidden = !waiting.length;
  list().replaceChildren(...waiting.reverse().map(line));
}

// Back into the box it came from, with the reason beside it, unless that is in use again.
document.addEventListener("outbox:refused", ({ detail: entry }) => {
  const box = document.getElementById("text");
  if (entry.kind !== "add" || !box || box.value || entry.words.includes("\n")) return;
  box.value = entry.words;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  const error = Object.assign(document.createElement("div"), { id: "text-error" });
  error.append(Object.assign(document.createElement("p"), { className: "error", textContent: entry.refused }));
  error.firstChild.setAttribute("role", "alert");
  document.getElementById("text-error")?.remove();
  box.closest(".field").append(error);
  box.setAttribute("aria-invalid", "true");
  box.setAttribute("aria-describedby", "text-hint text-error");
  outbox.drop(entry);
});

tells("adding", (form) => (outbox.waiting("add").length && outbox.state("add")) || ofForm(form) || outbox.state("add"));
document.addEventListener("outbox", show);
document.addEventListener("htmx:after:swap", show);
show();
