// What is typed is kept on this device until it has been handed in: through a reload, a change of stage, a dead network,
// a seat that has expired. With it is kept what stood there before, to tell what somebody else has changed meanwhile.

export const scope = document.querySelector("[data-drafts]")?.dataset.drafts || location.pathname;
const PREFIX = `remit:${scope}:`;
const fields = (root) => root.querySelectorAll("[data-draft]");
const key = (field) => PREFIX + field.dataset.draft;

let keeps = true; // a browser may refuse storage; then what is typed lives in the page only

function attempt(work) {
  try {
    return work();
  } catch {
    keeps = false;
    return null;
  }
}

function kept(field) {
  const text = attempt(() => localStorage.getItem(key(field)));
  if (!text) return null;
  try {
    const { value, base } = JSON.parse(text);
    return typeof value === "string" ? { value, base } : null;
  } catch {
    return { value: text, base: "" }; // as it was kept by an older page
  }
}

function keep(field) {
  const draft = JSON.stringify({ value: field.value, base: field.defaultValue });
  attempt(() => (isTyped(field) ? localStorage.setItem(key(field), draft) : localStorage.removeItem(key(field))));
}

export const isTyped = (field) => field.value !== field.defaultValue;
export const isKept = () => keeps;
export const typed = (form) => [...fields(form)].filter(isTyped);
// Whether the words that were typed here are not of what stands there now.
export const isOvertaken = (form) => typed(form).some((field) => (kept(field)?.base ?? field.defaultValue) !== field.defaultValue);

const isRefused = (field) => Boolean(field.form?.querySelector(".error:not([hidden])"));

function restore(root) {
  for (const field of fields(root)) {
    const draft = kept(field);
    if (!draft) continue;
    if (draft.value === field.defaultValue) {
      // It has arrived, unless it is back with the reason why not.
      if (!isRefused(field)) attempt(() => localStorage.removeItem(key(field)));
      continue;
    }
    if (!isTyped(field)) field.value = draft.value;
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
}

// Forget a draft only when the server has said that it has it, and never what was typed since.
function forget(name, value) {
  const field = document.querySelector(`[data-draft="${CSS.escape(name)}"]`);
  const draft = kept(field || { dataset: { draft: name } });
  if (draft && draft.value === value) attempt(() => localStorage.removeItem(PREFIX + name));
}

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.draft) keep(target);
  else if (target.matches?.("form")) fields(target).forEach(keep); // it was emptied by a script
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement.closest("form");
  const sent = ctx.request.body;
  if (!form || !sent?.get || !ctx.response || ctx.response.status >= 300) return;
  for (const field of fields(form)) if (sent.has(field.name)) forget(field.dataset.draft, sent.get(field.name));
});

document.addEventListener("outbox:confirmed", ({ detail: { kind, paper, fields: sent } }) => {
  if (kind !== "vote") return;
  for (const name of ["reason", "owner"]) if (name in sent) forget(`${name}-${paper}`, sent[name]);
});

// Whoever cancels does not want it back.
document.addEventListener("click", ({ target }) => {
  const form = target.closest?.("[data-cancels]")?.closest("form");
  for (const field of form ? fields(form) : []) {
    field.value = field.defaultValue;
    keep(field);
  }
});

// A stage that goes takes the form away in which one's own words were being changed. Where they cannot be changed any
// more they can still be added: they go into the box for that, and come back into their form with its stage.
let cut = null;
document.addEventListener("htmx:before:swap", () => {
  const field = [...document.querySelectorAll("[data-draft^=reword-]")].find(isTyped);
  cut = field ? { name: field.dataset.draft, value: field.value } : null;
});

function handOn() {
  const box = document.querySelector("#late [data-draft=responsibility]");
  if (!cut || !box || box.value || document.querySelector(`[data-draft="${CSS.escape(cut.name)}"]`)) return;
  if (kept({ dataset: { draft: cut.name } })?.value !== cut.value) return; // it was handed in
  box.value = cut.value;
  keep(box);
}

document.addEventListener("htmx:after:swap", () => {
  handOn();
  restore(document);
});
restore(document);
