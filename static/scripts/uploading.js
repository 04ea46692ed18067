// Tells in words how far the sending of files is. Without it the plain form does the same.
const told = document.querySelector("[data-uploading]");
const form = told?.closest("form");
const field = form?.querySelector("input[type=file]");

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

function say(words) {
  told.hidden = false;
  told.querySelector("p").textContent = words;
}

function show(page) {
  const came = new DOMParser().parseFromString(page, "text/html");
  document.title = came.title;
  document.querySelector("#main").replaceWith(came.querySelector("#main"));
  (document.querySelector(".govuk-error-summary") ?? document.querySelector("#main")).focus();
  window.scrollTo(0, 0);
}

field?.addEventListener("change", () => {
  const files = [...field.files];
  const whole = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length) say(`${files.length === 1 ? "1 file" : `${files.length} files`} chosen, ${size(whole)}.`);
  told.querySelector("progress").hidden = true;
});

form?.addEventListener("submit", (event) => {
  if (!field.files.length || !window.XMLHttpRequest) return;
  event.preventDefault();
  const bar = told.querySelector("progress");
  const button = form.querySelector("button[type=submit], .govuk-button");
  const sending = new XMLHttpRequest();
  bar.hidden = false;
  button.disabled = true;
  sending.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = (100 * loaded) / total;
    say(loaded < total ? `Sending: ${size(loaded)} of ${size(total)}. Please stay on this page.` : "All sent. Each file is being checked.");
  });
  sending.addEventListener("error", () => {
    button.disabled = false;
    bar.hidden = true;
    say("The line broke, and nothing was kept. Your files are still chosen: try again.");
  });
  sending.addEventListener("load", () => {
    const next = sending.getResponseHeader("X-Go-To");
    if (next) window.location.assign(next);
    else show(sending.responseText);
  });
  say("Sending.");
  sending.open("POST", form.getAttribute("action") || window.location.href);
  sending.setRequestHeader("X-Sent-By", "script");
  sending.send(new FormData(form));
});
