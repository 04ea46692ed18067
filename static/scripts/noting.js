// On a visit, what is answered opens the question after it. That one stands below, so nothing jumps.
const ANSWERS = "input[type=radio]:checked, .prompt__said";

document.querySelector(".visit__talk")?.addEventListener("change", (event) => {
  if (event.target.type !== "radio") return;
  let next = event.target.closest("details.prompt")?.nextElementSibling;
  while (next && (!next.matches("details.prompt") || next.querySelector(ANSWERS))) next = next.nextElementSibling;
  if (next) next.open = true;
});
