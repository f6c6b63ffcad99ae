// What somebody has folded or unfolded stays so when that part of the page is drawn anew.

const chosen = new Map(); // id of a details element: whether its reader wants it open

document.addEventListener("click", (event) => {
  const folded = event.target.closest("summary")?.parentElement;
  if (folded?.id) chosen.set(folded.id, !folded.open);
});

document.addEventListener("htmx:after:swap", () => {
  for (const [id, open] of chosen) {
    const folded = document.getElementById(id);
    if (folded) folded.open = open;
    else chosen.delete(id); // another stage: its own default counts again
  }
});
