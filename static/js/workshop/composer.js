// The box that adds: several pasted lines are offered one by one, and a prompt can be put into it.

import { counted } from "./words.js";

const box = () => document.getElementById("text");
const offer = () => document.getElementById("paste");

function chosenCategory() {
  const chosen = document.querySelector("#add [name=category]:checked");
  return chosen ? chosen.value : "";
}

function item(text) {
  const row = document.createElement("li");
  const label = document.createElement("label");
  label.className = "check grow";
  const check = Object.assign(document.createElement("input"), {
    type: "checkbox",
    name: "line",
    value: text,
    checked: true,
  });
  const words = Object.assign(document.createElement("span"), { className: "words", dir: "auto", textContent: text });
  label.append(check, words);
  row.append(label);
  return row;
}

function offerLines(lines) {
  const form = offer();
  const most = Number(form.dataset.most);
  const tooMany = lines.length > most;
  form.querySelector("ul").replaceChildren(...(tooMany ? [] : lines.map(item)));
  const error = form.querySelector(".error");
  error.hidden = !tooMany;
  error.textContent = counted("lines", lines.length, { most });
  form.querySelector("button:not([type])").hidden = tooMany;
  form.querySelector("h2").textContent = counted("add", lines.length);
  form.elements.category.value = chosenCategory();
  form.hidden = false;
  (tooMany ? box() : form.querySelector("button:not([type])")).focus();
}

document.addEventListener("paste", (event) => {
  if (event.target !== box() || !offer()) return;
  const lines = event.clipboardData
    .getData("text/plain")
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/^\s*(?:[-*•–]|\d+[.)])\s+/, "").trim())
    .filter(Boolean);
  if (lines.length < 2) return;
  event.preventDefault();
  offerLines(lines);
});

document.addEventListener("click", (event) => {
  const closing = event.target.closest("[data-close]");
  if (closing) document.getElementById(closing.dataset.close).hidden = true;
  const prompt = event.target.closest("[data-fill]");
  if (!prompt || !box()) return;
  box().value = prompt.dataset.fill;
  box().dispatchEvent(new Event("input", { bubbles: true }));
  const category = document.querySelector(`#add [name=category][value="${prompt.dataset.category}"]`);
  if (category) category.checked = true;
  box().focus();
});
