// A keyboard that opens on the screen covers nothing that is being typed: the field moves into what is left of the page.

let height = visualViewport?.height;

visualViewport?.addEventListener("resize", () => {
  const at = document.activeElement;
  // Whoever zooms in by hand looks where they want to.
  const opens = visualViewport.scale === 1 && visualViewport.height < height - 100;
  height = visualViewport.height;
  if (opens && at?.matches("input, textarea")) at.scrollIntoView({ block: "nearest" });
});
