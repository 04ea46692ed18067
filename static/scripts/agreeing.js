// Who has chosen another point has nothing to agree with: then saving is the button to press.
const agree = document.querySelector("button[name=agree]");

agree?.form.addEventListener("change", (event) => {
  if (event.target.name !== "judged" || !agree.isConnected) return;
  agree.previousElementSibling.classList.remove("govuk-button--secondary");
  agree.remove();
});
