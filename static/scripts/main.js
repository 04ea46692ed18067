// The one script of every page: it only makes better what already works without it.
const parts = document.querySelector("script[data-parts]")?.dataset.parts;

document.body.classList.add("js-enabled", "govuk-frontend-supported");

if (parts) {
  const { initAll } = await import(parts);
  initAll();
}

// What a component brings along, once a page.
for (const address of new Set([...document.querySelectorAll("[data-script]")].map((one) => one.dataset.script))) {
  await import(address);
}
