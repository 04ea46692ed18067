// The one script of every page: it only makes better what already works without it.
const parts = document.querySelector("script[data-parts]")?.dataset.parts;

document.body.classList.add("js-enabled", "govuk-frontend-supported");

if (parts) {
  const { initAll } = await import(parts);
  initAll();
}
