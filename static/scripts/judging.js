// Saves where a setting is as soon as a card is chosen. Without it the button saves.
const place = document.querySelector("[data-judging]");
const form = place?.querySelector('[name="judged"]')?.form; // another one gives back what was typed
const told = form?.querySelector('[data-fresh="saved"]');

function say(words, tone = " saying--attention") {
  told.textContent = "";
  const line = document.createElement("p");
  line.className = `saying${tone}`;
  line.textContent = words;
  told.append(line);
}

// What the answer brought. “Saved” is said only when nothing else is on its way.
function take(page) {
  for (const part of document.querySelectorAll("[data-fresh]")) {
    if (part === told && waiting > 1) continue;
    const came = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`);
    if (came) part.replaceChildren(...came.childNodes);
  }
  for (const over of document.querySelectorAll(".govuk-error-summary, [data-judging] .govuk-error-message")) over.remove();
  for (const red of form.querySelectorAll(".govuk-form-group--error")) red.classList.remove("govuk-form-group--error");
  for (const red of form.querySelectorAll(".govuk-textarea--error")) red.classList.remove("govuk-textarea--error");
  for (const name of ["version", "csrf_token"]) {
    const came = page.querySelector(`[data-judging] [name="${name}"]`);
    if (came) form.elements.namedItem(name).value = came.value;
  }
}

// A note that was typed before and not used yet waits on; a draft of mere choices is overtaken.
function noteWaits() {
  return [...place.querySelectorAll("[data-draft-fields]")].some((kept) =>
    JSON.parse(kept.dataset.draftFields).some(([name, value]) =>
      name === "note" && value.trim() && value !== form.elements.namedItem("note").value));
}

const said = () => ["judged", "note"].map((name) => new FormData(form).get(name)).join("\n");
let sent = "";
let last = Promise.resolve();
let waiting = 0;

async function save() {
  sent = said();
  form.dispatchEvent(new Event("sends"));
  try {
    const body = new FormData(form);
    const waits = noteWaits();
    if (waits) body.set("draft_waits", "yes");
    const answer = await fetch(window.location.href, { method: "POST", body, keepalive: true });
    if (!answer.redirected || !answer.ok || new URL(answer.url).pathname !== window.location.pathname) {
      form.submit();
      return;
    }
    take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (!waits) place.querySelector("[data-draft-offer]")?.remove();
    form.dispatchEvent(new Event("asked-again"));
  } catch {
    sent = "";
    say("Not saved: the line is down. Press Save when it is back.");
    form.dispatchEvent(new Event("asked-again"));
    form.dispatchEvent(new Event("input"));
  }
}

form?.addEventListener("change", (event) => {
  if (event.target.name !== "judged") return;
  if (event.target.value === "not_applicable" && !form.elements.namedItem("note").value.trim()) {
    form.querySelector("details").open = true;
    form.elements.namedItem("note").focus();
    say("Say why in the note, then save.");
    return;
  }
  waiting += 1;
  say("Saving…", "");
  last = last.then(save).finally(() => { waiting -= 1; });
});

// The button waits for what is on its way, and sends only what that did not bring already.
form?.addEventListener("submit", (event) => {
  if (!waiting) return;
  event.preventDefault();
  last.then(() => { if (said() !== sent) form.requestSubmit(); });
});
