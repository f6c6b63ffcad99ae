// A line of a list of mine leads to a page; with this, to the part of the page that is mine. One listener serves
// hundreds of lines, which need no attributes of their own.

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-mine] a");
  if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const { pathname, search } = new URL(link.href);
  htmx.ajax("GET", `${pathname}mine/${search}`, { source: link, target: "#mine", swap: "innerMorph" });
});
