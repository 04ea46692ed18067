// The arrow keys go from piece to piece. Letters do nothing: people who speak to their computer
// would set them off unawares.
const ways = { ArrowLeft: "prev", ArrowRight: "next" };
const own = "input, textarea, select, summary, [contenteditable], [role=region][tabindex], audio, video";

document.querySelector(".pager__keys")?.removeAttribute("hidden");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.defaultPrevented) return;
  if (!(event.key in ways) || event.target.closest?.(own)) return;
  const way = document.querySelector(`.pager a[rel="${ways[event.key]}"]`);
  if (!way) return;
  event.preventDefault();
  way.click();
});
