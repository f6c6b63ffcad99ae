// Choosing what to start from fills the form, but for what somebody typed. The server goes by the same rule
// (responsibilities/new_workshop.py), so that this is a courtesy and not the way it works.

const form = document.getElementById("new-workshop");
const typed = new Set(); // names of fields, or "category" for all their rows together
const own = { role: null }; // what was typed where it is fixed for a while

const plain = (text) => text.split(/\s+/).filter(Boolean).join(" ");
const kind = (name) => (name.startsWith("category-") ? "category" : name);
const start = () => form.querySelector("[name=template]:checked");
const title = (values, role) => values.title || (plain(role) && form.dataset.title.replace("{role}", plain(role)));

function suggestions(from = start()) {
  const values = JSON.parse(from?.dataset.values ?? "{}");
  return { ...values, title: title(values, form.elements.role.value) ?? "" };
}

// What the page came filled with. Somebody may have chosen another before this was there.
const offered = () => form.querySelector(`[name=template][value="${CSS.escape(form.elements.offered.value)}"]`);

function put(name, value) {
  const field = form.elements[name];
  if (!field) return;
  if (field.type === "checkbox") field.checked = value === "on";
  else field.value = value;
}

const said = (field) => (field.type === "checkbox" ? (field.checked ? "on" : "") : field.value);
const empty = (name) => name !== "category" && form.elements[name]?.type !== "checkbox" && !plain(said(form.elements[name]));

// What already differs from the suggestions was typed before the page was loaded again.
function look() {
  const known = [suggestions(), suggestions(offered() ?? start())];
  for (const name of Object.keys(known[0])) {
    const field = form.elements[name];
    if (field && known.every((values) => plain(said(field)) !== plain(values[name] ?? ""))) typed.add(kind(name));
  }
}

function fix() {
  const fixed = "fixesRole" in start().dataset;
  const role = form.elements.role;
  if (fixed === role.readOnly) return;
  role.readOnly = fixed;
  if (fixed) {
    own.role = typed.has("role") ? role.value : null;
    typed.delete("role");
    put("role", JSON.parse(start().dataset.values).role);
  } else if (own.role !== null) {
    role.value = own.role;
    typed.add("role");
  }
}

function fill() {
  fix();
  const values = JSON.parse(start().dataset.values);
  for (const [name, value] of Object.entries(values)) if (!typed.has(kind(name)) || empty(kind(name))) put(name, value);
  if (!typed.has("title") || empty("title")) put("title", title(values, form.elements.role.value) || "");
  form.elements.offered.value = start().value;
}

form.addEventListener("change", (event) => {
  if (event.target.name === "template") fill();
  else if (event.target.name) typed.add(kind(event.target.name));
});

form.addEventListener("input", (event) => {
  const { name } = event.target;
  if (!name || name === "template") return;
  typed.add(kind(name));
  if (name === "role" && !typed.has("title")) put("title", suggestions().title);
});

look();
if (offered() && offered() !== start()) fill();
else fix();
