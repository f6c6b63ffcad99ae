// What is typed is kept on this device until it has been handed in: through a reload, a change of stage, a dead network.

const PREFIX = `remit:${location.pathname}:`;
const fields = (root) => root.querySelectorAll("[data-draft]");

function key(field) {
  return PREFIX + field.dataset.draft;
}

// A browser may refuse storage; then what is typed lives in the page only.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}

function restore(root) {
  for (const field of fields(root)) {
    const kept = attempt(() => localStorage.getItem(key(field)));
    if (!kept) continue;
    // With data-draft-over what is kept here is newer than what the page came with.
    if (!field.value || "draftOver" in field.dataset) field.value = kept;
    const folded = field.closest("details[data-draft-opens]");
    if (folded) folded.open = true;
  }
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset || !field.dataset.draft) return;
  attempt(() => (field.value ? localStorage.setItem(key(field), field.value) : localStorage.removeItem(key(field))));
});

// Forget a draft only when the server has said that it has it.
document.addEventListener("htmx:after:request", (event) => {
  const { response, sourceElement } = event.detail.ctx;
  const form = sourceElement.closest("form");
  if (!form || !response || response.status >= 300) return;
  for (const field of fields(form)) attempt(() => localStorage.removeItem(key(field)));
});

document.addEventListener("htmx:after:swap", () => restore(document));
restore(document);
