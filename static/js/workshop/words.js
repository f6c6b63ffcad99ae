// What scripts say to people stands in the page, in its language: see templates/components/words.html.

const kept = document.getElementById("words").dataset;
const number = (value) => value.toLocaleString(document.documentElement.lang);

export const said = (name) => kept[name];

// With what belongs in the braces: "Send as {name}".
export const filled = (name, values) => kept[name].replace(/\{(\w+)\}/g, (_, place) => values[place]);

// "1 chosen" or "{n} chosen", whichever goes with how many there are.
export const counted = (name, n, values = {}) => filled(name + (n === 1 ? "One" : "Many"), { ...values, n: number(n) });
