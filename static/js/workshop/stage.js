// When the stage changes under somebody: start at its top, name it in the title, and say once where the workshop is.
// Nothing else ever moves what somebody is reading.

const rail = () => document.getElementById("stages");

let { at, looking } = rail().dataset;

document.addEventListener("htmx:after:swap", () => {
  const now = rail().dataset;
  if (now.looking !== looking) {
    document.title = document.title.replace(looking, now.looking);
    scrollTo({ top: 0, behavior: "instant" });
  }
  if (now.at !== at) document.getElementById("announcer").textContent = `The workshop is now at ${now.at}.`;
  ({ at, looking } = now);
});
