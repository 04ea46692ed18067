// Keeps a fold's count of what is answered in it true while boxes are ticked and lines are written.
for (const fold of document.querySelectorAll("[data-counts]")) {
  const told = fold.querySelector("[data-counted]");
  const answers = (field) => (field.type === "checkbox" ? field.checked : field.value.trim() !== "");
  const count = () => {
    told.textContent = [...fold.querySelectorAll("input")].filter(answers).length || "None";
  };
  fold.addEventListener("input", count);
  fold.addEventListener("toggle", count); // a draft that is given back opens the folds that it fills
  count(); // what a browser filled in again by itself
}
