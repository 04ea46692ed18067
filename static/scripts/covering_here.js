// Crop or blur a picture that was given already: the changed one is sent, and takes its place.
const place = document.querySelector("[data-covering]");
const form = place?.querySelector("form");
const button = place?.querySelector("[data-open]");
const say = (words) => { place.querySelector("[data-told]").textContent = words; };

button?.addEventListener("click", async () => {
  const why = form.querySelector("textarea");
  if (why && !why.value.trim()) {
    say("Say first why it is changed, below.");
    why.focus();
    return;
  }
  try {
    const { open } = await import(place.dataset.editor);
    const answer = await fetch(place.dataset.picture);
    if (!answer.ok) throw new Error("not there");
    const given = new File([await answer.blob()], place.dataset.name, { type: answer.headers.get("Content-Type") });
    const covered = await open(given);
    if (!covered) {
      say("Nothing was changed.");
      button.focus();
      return;
    }
    const files = new DataTransfer();
    files.items.add(covered);
    form.querySelector("input[type=file]").files = files.files;
    say("Sending the changed picture.");
    form.requestSubmit();
  } catch {
    say("It cannot be opened here. Crop or blur it with your phone, then choose it below.");
  }
});
if (button) button.hidden = false;
