// Whoever is made a facilitator, or is one no longer, gets the page that goes with it. What they typed is kept.

const role = () => document.getElementById("crew")?.dataset.role;
const mine = role();

document.addEventListener("htmx:after:swap", () => {
  if (role() !== mine) location.reload();
});

// Somebody who looks elsewhere is done with the list of people.
document.addEventListener("click", (event) => {
  const fold = document.getElementById("crew-fold");
  if (fold?.open && !fold.contains(event.target) && event.target.isConnected) fold.querySelector("summary").click();
});

document.addEventListener("keydown", (event) => {
  const fold = document.getElementById("crew-fold");
  if (event.key !== "Escape" || !fold?.open) return;
  fold.querySelector("summary").click();
  fold.querySelector("summary").focus();
});
