// The one script of every page: it only makes better what already works without it.
const parts = document.querySelector("script[data-parts]")?.dataset.parts;

document.body.classList.add("js-enabled", "govuk-frontend-supported");

// A form that was refused is told where it stands. On the way back to it the browser opens it anew:
// it would otherwise ask to send all again, on a page of its own.
if ("answersAForm" in document.body.dataset) history.replaceState(null, "", location.href);

// What was just done is told first: it takes the focus, unless there is something to put right or the
// address names a place on the page. It is read out, and the next Tab goes on from there.
const first = document.querySelector("[data-first]");
if (first && !location.hash && !document.querySelector(".govuk-error-summary")) first.focus({ preventScroll: true });

// A field that names a key is brought into focus by it, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const field = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});

// Where a row of rooms, tabs or conversations is wider than the screen, the one that one is in stands in sight.
// It is looked at anew when the row becomes narrower, as when a tablet is turned.
const inSight = new ResizeObserver((changed) => {
  for (const { target: row } of changed) {
    const [seen, wanted] = [row, row.querySelector("[aria-current]")].map((one) => one.getBoundingClientRect());
    const cut = wanted.left < seen.left || wanted.right > seen.right;
    if (cut) row.scrollLeft += wanted.left - seen.left - (seen.width - wanted.width) / 2;
  }
});
for (const row of document.querySelectorAll(".head__rooms, .tabs, .visit-places__list")) {
  if (row.querySelector("[aria-current]")) inSight.observe(row);
}

if (parts) {
  const { initAll } = await import(parts);
  initAll();
}

// What a component brings along, once a page.
for (const address of new Set([...document.querySelectorAll("[data-script]")].map((one) => one.dataset.script))) {
  await import(address);
}
