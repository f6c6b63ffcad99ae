// When the stage changes under somebody: start at its top, and name it in the title. Nothing else ever moves what
// somebody is reading. announcer.js says where the workshop is.

const rail = () => document.getElementById("stages");

let { looking } = rail().dataset;

document.addEventListener("htmx:after:swap", () => {
  const now = rail().dataset;
  if (now.looking !== looking) {
    document.title = document.title.replace(looking, now.looking);
    scrollTo({ top: 0, behavior: "instant" });
  }
  ({ looking } = now);
});
