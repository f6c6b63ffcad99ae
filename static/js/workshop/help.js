// ? opens the keys of this page. Single letters can be turned off there, for those who speak to their computer.

const KEPT = "remit:single-keys";
const TYPED = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

const dialog = document.getElementById("keys");
const wanted = dialog.querySelector("[name=single-keys]");

// A browser may refuse storage; then the choice holds for this page.
try {
  wanted.checked = localStorage.getItem(KEPT) !== "off";
} catch {
  wanted.checked = true;
}

export const singleKeys = () => wanted.checked;

wanted.addEventListener("change", () => {
  try {
    localStorage.setItem(KEPT, wanted.checked ? "on" : "off");
  } catch {
    // see above
  }
});

function open() {
  for (const row of dialog.querySelectorAll("[data-when]")) {
    row.hidden = ![...document.querySelectorAll(row.dataset.when)].some((one) => one.checkVisibility());
  }
  dialog.showModal();
}

const button = document.getElementById("keys-button");
button.hidden = false;
button.addEventListener("click", open);
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (!singleKeys() || event.target.closest(TYPED) || document.querySelector("dialog:modal")) return;
  event.preventDefault();
  open();
});
