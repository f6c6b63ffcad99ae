// A vote on what is talked about: it has one paper, and stays where it is. What was chosen goes by the outbox.

import * as outbox from "./outbox.js";

function put(form, submitter) {
  const sent = new FormData(form, submitter);
  const fields = Object.fromEntries(["colour", "reason", "owner"].filter((name) => sent.has(name)).map((name) => [name, sent.get(name)]));
  for (const one of document.querySelectorAll("#choices .choice")) one.setAttribute("aria-pressed", String(one.value === fields.colour));
  const url = form.getAttribute("action");
  const paper = url.split("/").at(-3);
  const words = document.getElementById("focus")?.querySelector(".words")?.textContent || "";
  outbox.put({ key: `vote:${paper}`, kind: "vote", paper, url, fields, words });
}

document.addEventListener(
  "submit",
  (event) => {
    if (!event.target.closest("#revote") || !/^(choices|why)$/.test(event.target.id)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the outbox sends it
    put(event.target, event.submitter);
  },
  true,
);
