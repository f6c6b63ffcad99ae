// Small courtesies of forms: clear what was taken, count what is chosen and go on with it.

import { counted, said } from "./words.js";

function taken(event) {
  const { response, sourceElement } = event.detail.ctx;
  return response && response.status < 300 ? sourceElement.closest("form") : null;
}

document.addEventListener("htmx:after:request", (event) => {
  const form = taken(event);
  if (!form) return;
  if ("clears" in form.dataset) {
    const sent = event.detail.ctx.request.body;
    for (const field of form.querySelectorAll("input[type=text], input:not([type]), textarea")) {
      // Whoever types faster than the answer comes keeps what they typed since.
      if (!sent || !sent.get || sent.get(field.name) === field.value) field.value = "";
    }
  }
  if ("unchecks" in form.dataset) {
    // What was chosen since stays chosen.
    const sent = event.detail.ctx.request.body;
    for (const box of document.querySelectorAll(`input[type=checkbox][form=${form.id}]`)) {
      if (!sent?.getAll || sent.getAll(box.name).includes(box.value)) box.checked = false;
    }
    count();
  }
});

function count() {
  const line = document.getElementById("chosen");
  if (!line) return;
  const chosen = document.querySelectorAll("input[type=checkbox][form=mover]:checked").length;
  line.textContent = chosen ? counted("chosen", chosen) : said("choose");
}

document.addEventListener("change", count);
document.addEventListener("htmx:after:swap", count);
count();

// On a card, Enter goes on to the name of its area, and sends nothing that nobody has named.
document.addEventListener("keydown", (event) => {
  const box = event.target.closest("input[type=checkbox][form=mover]");
  if (event.key !== "Enter" || !box) return;
  event.preventDefault();
  if (!document.querySelector("input[type=checkbox][form=mover]:checked")) box.click();
  document.getElementById("area").focus();
});
