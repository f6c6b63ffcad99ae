// A link is copied by the button beside it.

import { said } from "./words.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = (button.dataset.words ??= button.textContent);
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = said("copied");
  } catch {
    button.textContent = said("select");
  }
  setTimeout(() => (button.textContent = words), 2000);
});
