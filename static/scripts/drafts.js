// Keeps what is typed into a long form, so that a dead battery or an ended sign-in loses nothing.
const WAITS = 1500;
const TRIES_AGAIN = 10000;
const OUTLIVES = 60000; // what a browser still sends while it leaves the page
const SECRETS = ["csrf_token", "password"];
const SIGNED_OUT = 401;
const NOT_SURE = 400;

for (const form of document.querySelectorAll("form[data-draft]")) {
  keep(form);
}

function keep(form) {
  const offer = form.previousElementSibling?.closest("[data-draft-offer]");
  const line = form.querySelector("[data-draft-told]");
  const state = { version: form.dataset.draftVersion, timer: 0, typed: wasRefused(form), sent: false, asking: null, isOut: false };

  const soon = () => {
    state.typed = true;
    clearTimeout(state.timer);
    state.timer = setTimeout(() => save(form, state, line), WAITS);
  };
  const stop = () => {
    state.sent = true;
    clearTimeout(state.timer);
    state.asking?.abort();
  };
  form.addEventListener("input", (event) => {
    if (event.target.type !== "file") soon(); // a file is not kept, so there is nothing to tell
  });
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) stop();
    else { // sent now, the page would give way to the browser's own, and the words with it
      event.preventDefault();
      later(form, state, line);
    }
  });
  // A script sends the form from here. What stands in it now is kept where it belongs.
  form.addEventListener("sends", () => {
    stop();
    state.typed = false;
    tell(line, "");
  });
  form.addEventListener("asked-again", () => {
    state.sent = false;
    if (state.typed) soon();
  });
  document.addEventListener("visibilitychange", () => {
    if (state.isOut) comeBack(form, state, line);
    else if (state.typed && document.visibilityState === "hidden") save(form, state, line);
  });
  addEventListener("pagehide", () => state.typed && save(form, state, line));
  addEventListener("pageshow", (event) => { if (event.persisted) state.sent = false; });
  if (offer) giveBack(offer, form, state, line);
  if (state.typed) save(form, state, line);
}

// What a refused form still holds is nowhere else, so it is kept at once: who leaves and comes
// back is faster than what a browser sends while it leaves.
function wasRefused(form) {
  return "answersAForm" in document.body.dataset && new URL(form.action).pathname === location.pathname && holdsAnswers(form);
}

function holdsAnswers(form) {
  return [...form.elements].some(({ type, checked, value }) =>
    type === "radio" || type === "checkbox" ? checked : !["hidden", "submit", "button", "file", "fieldset"].includes(type) && value.trim(),
  );
}

// ---- saving --------------------------------------------------------------------------------

function fieldsOf(form) {
  return [...new FormData(form)].filter(
    ([name, value]) => typeof value === "string" && !SECRETS.some((word) => name.includes(word)),
  );
}

function bodyOf(form, state) {
  return new URLSearchParams({
    csrf_token: form.elements.csrf_token.value,
    address: form.dataset.draft,
    form: form.dataset.draftForm,
    version: state.version,
    fields: JSON.stringify(fieldsOf(form)),
  });
}

// One asking at a time, so that a page never seems to overtake itself.
async function save(form, state, line, again = true) {
  clearTimeout(state.timer);
  if (state.sent || state.asking) return;
  state.typed = false;
  const answer = await send(form, state);
  if (state.sent) return;
  if (answer?.ok) {
    const said = await answer.json();
    state.version = said.version;
    tell(line, said.told);
  } else if (!answer) {
    later(form, state, line);
  } else if (answer.status === SIGNED_OUT) {
    leave(state, line);
  } else if (answer.status === NOT_SURE && again && (await renew(form))) {
    await save(form, state, line, false);
  } else {
    const said = await answer.json().catch(() => ({}));
    tell(line, said.told || "This could not be kept as a draft. Send it when you can.", true);
  }
  if (state.typed && !state.isOut) state.timer = setTimeout(() => save(form, state, line), WAITS);
}

async function send(form, state) {
  const body = bodyOf(form, state);
  state.asking = new AbortController();
  try {
    return await fetch(form.dataset.draftTo, {
      method: "POST",
      body,
      signal: state.asking.signal,
      keepalive: body.toString().length < OUTLIVES,
    });
  } catch {
    return null;
  } finally {
    state.asking = null;
  }
}

function later(form, state, line) {
  tell(line, "There is no connection. What you typed is still on this page: stay here, and send it when the line is back.", true);
  state.timer = setTimeout(() => save(form, state, line), TRIES_AGAIN);
}

// ---- a sign-in that ended while somebody typed ---------------------------------------------

function leave(state, line) {
  state.isOut = state.typed = true;
  const link = document.createElement("a");
  link.href = "/sign-in";
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = "Sign in again in a new tab";
  tell(line, "You have been signed out. What you typed is still on this page. ", true);
  line.append(link, ", then come back here and go on.");
}

async function comeBack(form, state, line) {
  if (document.visibilityState === "hidden" || !(await renew(form))) return;
  state.isOut = false;
  await save(form, state, line, false);
}

// Ask for this page anew and take its token, if it is still the same person's.
async function renew(form) {
  const page = await fetch(location.href).then((answer) => answer.text()).catch(() => "");
  const twin = [...new DOMParser().parseFromString(page, "text/html").querySelectorAll("form[data-draft]")].find(
    (one) => one.dataset.draft === form.dataset.draft && one.dataset.draftForm === form.dataset.draftForm,
  );
  if (!twin || twin.dataset.draftOwner !== form.dataset.draftOwner) return false;
  const token = twin.elements.csrf_token.value;
  for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = token;
  return true;
}

// ---- giving back ---------------------------------------------------------------------------

function giveBack(offer, form, state, line) {
  const kept = [...offer.querySelectorAll("[data-draft-fields]")];
  if (kept.length === 1 && kept[0].dataset.draftFields === JSON.stringify(fieldsOf(form))) {
    state.version = kept[0].dataset.draftVersion;
    offer.remove();
    return;
  }
  for (const button of offer.querySelectorAll("[data-draft-use]")) {
    const of = button.closest("[data-draft-fields]") ?? kept[0];
    button.hidden = false;
    button.addEventListener("click", () => {
      fill(form, JSON.parse(of.dataset.draftFields));
      if (of === kept[0]) state.version = of.dataset.draftVersion;
      if (kept.length === 1) offer.remove();
      tell(line, "Your words are back. Look at them, then send them.");
      form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    });
  }
}

function fill(form, fields) {
  const values = new Map();
  for (const [name, value] of fields) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || SECRETS.some((word) => field.name.includes(word)) || field.type === "file") continue;
    const given = values.get(field.name);
    const holds = field.type === "radio" || field.type === "checkbox" ? given?.includes(field.value) : given?.some(Boolean);
    if (field.type === "radio" || field.type === "checkbox") field.checked = Boolean(given?.includes(field.value));
    else if (given?.length && field.type !== "submit") field.value = given.shift();
    for (let fold = holds && field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  }
}

function tell(line, words, aloud = false) {
  line.setAttribute("aria-live", aloud || !line.textContent ? "polite" : "off");
  line.textContent = words;
}
