// The server writes a moment in its own zone. Here it is told in the reader's, and without the date if it is today.

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { ...CLOCK, day: "numeric", month: "short" };

function tell() {
  const today = new Date().toDateString();
  for (const time of document.querySelectorAll("time[data-local]")) {
    const at = new Date(time.dateTime);
    const words = at.toLocaleString(document.documentElement.lang, at.toDateString() === today ? CLOCK : DAY);
    if (time.textContent !== words) time.textContent = words;
  }
}

document.addEventListener("htmx:after:swap", tell);
tell();
