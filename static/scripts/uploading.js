// Files are sent one by one, each with its progress; what arrived stays, what did not is tried again.
// Without this script the plain form sends all of them at once.
const place = document.querySelector("[data-uploading]");
const form = place?.closest("form");
const find = (name) => place.querySelector(name);
const picker = place?.querySelector("input[type=file]:not(#camera)");
const most = { files: Number(place?.dataset.mostFiles), bytes: Number(place?.dataset.mostBytes) };
const rows = [];
const WRONG = "Error: ";
let last = null;
let busy = false;

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
const files = (count) => (count === 1 ? "1 file" : `${count} files`);
const say = (words) => { find("[data-told]").textContent = words; };
const named = (row, name) => row.at.querySelector(`[data-${name}]`);
const deed = (row, name) => row.at.querySelector(`[data-deed=${name}]`);
const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");

const SHOWN = { waiting: ["off"], sending: ["stop"], kept: [], failed: ["again", "off"], refused: ["off"] };

// Each state is told in the row; aloud only when all is over. The keyboard stays where it was.
function set(row, state, words) {
  const held = row.at.contains(document.activeElement) ? document.activeElement : null;
  row.state = state;
  row.at.dataset.state = state;
  named(row, "state").textContent = words;
  for (const name of ["again", "stop", "off"]) deed(row, name).hidden = !SHOWN[state].includes(name);
  deed(row, "cover").hidden = !(row.picture && ["waiting", "failed"].includes(state));
  named(row, "call").hidden = !(row.hint && ["waiting", "failed"].includes(state));
  row.at.querySelector("progress").hidden = state !== "sending";
  if (held?.hidden) (row.at.querySelector("button:not([hidden])") ?? picker).focus(); // what was pressed is gone
}

function hint(row, words) {
  row.hint = words;
  named(row, "hint").hidden = !words;
  named(row, "hint").textContent = words;
}

async function face(row) {
  row.picture = false;
  if (!row.file.type.startsWith("image/")) return;
  try {
    const drawn = await createImageBitmap(row.file);
    const canvas = row.at.querySelector("canvas");
    const side = Math.min(drawn.width, drawn.height);
    canvas.getContext("2d").drawImage(drawn, (drawn.width - side) / 2, (drawn.height - side) / 2, side, side, 0, 0, 144, 144);
    drawn.close();
    canvas.hidden = false;
    row.at.querySelector("svg").style.display = "none";
    row.picture = true;
  } catch { /* a kind of picture that this browser cannot show; it can still be sent */ }
  set(row, row.state, named(row, "state").textContent);
}

function add(chosen) {
  const room = most.files - rows.length;
  const taken = [...chosen].slice(0, Math.max(0, room));
  for (const file of taken) {
    const at = find("template[data-row]").content.firstElementChild.cloneNode(true);
    const row = { at, file, token: token(), state: "waiting", tries: 0 };
    named(row, "name").textContent = file.name;
    for (const one of ["cover", "again", "stop", "off"]) {
      const more = document.createElement("span");
      more.className = "govuk-visually-hidden";
      more.textContent = ` ${file.name}`;
      deed(row, one).append(more);
    }
    at.querySelector("progress").setAttribute("aria-label", `How much of ${file.name} is sent`);
    named(row, "called").value = file.name;
    at.addEventListener("click", (event) => act(row, event.target.closest("[data-deed]")?.dataset.deed));
    rows.push(row);
    find("[data-files]").append(at);
    set(row, "waiting", size(file.size));
    if (file.size > most.bytes) refuse(row, `It is larger than ${Math.round(most.bytes / 1048576)} MB. Choose a smaller one, or give a link to it.`);
    if (!file.size) refuse(row, "It is empty. Open it to see that all is there, then choose it again.");
    face(row);
  }
  find("[data-files]").hidden = !rows.length;
  count_on_button();
  const over = chosen.length - taken.length;
  say(`${files(rows.length)} chosen.${over ? ` ${most.files} can be sent at once: ${files(over)} left out. Send these first.` : ""}`);
  if (taken.length) look(rows.slice(-taken.length));
}

// "Add it" is said of one.
function count_on_button() {
  const button = [...form.querySelectorAll("button.govuk-button")].find((one) => one.dataset.one || one.textContent.trim() === "Add it");
  if (!button) return;
  button.dataset.one = "Add it";
  button.textContent = rows.length > 1 ? "Add them" : button.dataset.one;
}

const refuse = (row, words) => set(row, "refused", words);

// The names are looked over before anything is sent: what cannot be taken, what may be a child's name.
async function look(some) {
  if (!place.dataset.namesAt) return;
  const body = new FormData();
  body.append("csrf_token", form.elements.namedItem("csrf_token").value);
  for (const row of some) body.append("names", row.file.name);
  try {
    const answer = await fetch(place.dataset.namesAt, { method: "POST", body });
    if (!answer.ok) return;
    (await answer.json()).forEach((one, at) => {
      hint(some[at], one.hint);
      if (one.refused && some[at].state === "waiting") refuse(some[at], one.refused);
      else set(some[at], some[at].state, named(some[at], "state").textContent);
    });
  } catch { /* the line is down; it is told when something is sent */ }
}

function act(row, name) {
  if (name === "off") take_off(row);
  if (name === "stop") row.request?.abort();
  if (name === "again") { set(row, "waiting", size(row.file.size)); send_all(); }
  if (name === "cover") cover(row);
}

function take_off(row) {
  const next = row.at.nextElementSibling ?? row.at.previousElementSibling;
  rows.splice(rows.indexOf(row), 1);
  row.at.remove();
  find("[data-files]").hidden = !rows.length;
  count_on_button();
  say(`${files(rows.length)} chosen.`);
  (next?.querySelector("button:not([hidden])") ?? picker).focus();
  if (rows.length && !busy) finish();
}

async function cover(row) {
  try {
    const { open } = await import(place.dataset.editor);
    const covered = await open(row.file);
    if (covered) {
      row.file = covered;
      row.token = token();
      await face(row);
      set(row, "waiting", `${size(covered.size)}. Changed: only this picture is sent.`);
    }
  } catch {
    set(row, row.state, "It cannot be opened here. Crop or blur it with your phone first, then choose it again.");
  }
  deed(row, "cover").focus();
}

const called = (row) => (row.hint && named(row, "called").value.trim()) || row.file.name;

function send(row) {
  return new Promise((done) => {
    const body = new FormData(form);
    body.delete(picker.name);
    body.append(picker.name, row.file, called(row));
    body.append("sent_token", row.token);
    body.append("together", rows.length);
    const bar = row.at.querySelector("progress");
    const request = new XMLHttpRequest();
    row.request = request;
    bar.value = 0;
    set(row, "sending", "On its way");
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      bar.value = (100 * loaded) / total;
      named(row, "state").textContent = loaded < total ? `${size(loaded)} of ${size(total)}` : "All sent. One moment.";
    });
    request.addEventListener("abort", () => { set(row, "failed", "Stopped. It is not there."); done(); });
    request.addEventListener("error", () => { set(row, "failed", "The line broke. It may not be there: try again."); done(); });
    request.addEventListener("load", () => { answer(row, request); done(); });
    request.open("POST", form.getAttribute("action") || window.location.href);
    request.setRequestHeader("X-Sent-By", "script");
    request.send(body);
  });
}

const TROUBLE = {
  400: "This page is too old by now. Open it once more in another tab, then try again there.",
  401: "You were signed out. Sign in again in another tab, then try again here.",
  403: "It can no longer be added here. Go back and look at the page again.",
  404: "It can no longer be added here. Go back and look at the page again.",
  413: "It is too large to be sent. Choose a smaller one, or give a link to it.",
  503: "There is no room for files just now, or their place does not answer. Try again in a few minutes.",
  429: "That was a lot at once. Wait a few minutes, then try again.",
};

const SOMEBODY_ELSE = "Somebody else is signed in here now, so nothing was sent. Sign in as yourself in another tab, then try again here.";

function answer(row, request) {
  let said = null;
  try { said = JSON.parse(request.responseText); } catch { /* a page about trouble */ }
  row.isStale = !said && [400, 403, 404].includes(request.status) && !row.wasRenewed; // somebody else may be here
  row.wasRenewed = false;
  if (row.isStale) set(row, "waiting", size(row.file.size));
  else if (!said) set(row, "failed", TROUBLE[request.status] ?? "Something went wrong here, not with you. Try again in a minute.");
  else if (said.kept) {
    last = said;
    if (said.hint) hint(row, said.hint);
    row.isNew = said.new;
    set(row, "kept", !said.new ? said.again || "It is here already." : said.checking ? "There. Being checked, ready in a minute." : "There.");
  } else if (said.asked) {
    set(row, "waiting", size(row.file.size));
    row.asked = said.asked;
  } else if (said.later && row.tries < 8) {
    row.tries += 1;
    row.later = said.later;
    set(row, "waiting", "We are busy with other files just now. This one is sent again by itself.");
  } else if (said.later) set(row, "failed", said.words);
  else refuse(row, said.words);
}

// For whom a page was made, as the last part of its token says; empty for a page for nobody.
function made_for(token) {
  const [, who = ""] = JSON.parse(atob(token.split(".")[0].replaceAll("-", "+").replaceAll("_", "/"))).split(".");
  return who;
}

// After a new sign-in this page's token is asked for anew; it is taken only if it is the same
// person's. Says what keeps it from being taken; nothing where it was.
async function renew() {
  const held = form.elements.namedItem("csrf_token");
  try {
    const page = new DOMParser().parseFromString(await (await fetch(window.location.href)).text(), "text/html");
    const fresh = page.querySelector("input[name=csrf_token]")?.value;
    const [was, now] = [made_for(held.value), made_for(fresh)];
    if (was && was !== now) return now ? SOMEBODY_ELSE : TROUBLE[401];
    if (!page.querySelector("[data-uploading]")) return TROUBLE[403];
    for (const field of document.querySelectorAll("input[name=csrf_token]")) field.value = fresh;
    return "";
  } catch {
    return TROUBLE[400];
  }
}

// Sent once more where that helps; where it does not, none of the others is sent either.
async function send_renewed(row) {
  row.isStale = false;
  const words = await renew();
  row.wasRenewed = !words;
  if (words) for (const one of rows) if (one.state === "waiting") set(one, "failed", words);
}

async function send_all() {
  if (busy) return;
  busy = true;
  clear();
  find("[data-told]").scrollIntoView(); // the button is far below: what becomes of the files is seen
  say(`Sending ${files(rows.filter((one) => one.state === "waiting").length)}. Please stay on this page.`);
  for (let row = next(); row; row = next()) {
    await send(row);
    if (row.asked) { ask(row.asked); delete row.asked; break; }
    if (row.later) await pause(row);
    if (row.isStale) await send_renewed(row);
  }
  busy = false;
  finish();
}

// Not all at the same moment: who came together would else come together again.
const pause = (row) => new Promise((done) => { setTimeout(done, 1000 * row.later * (0.5 + Math.random())); delete row.later; });

const next = () => rows.find((one) => one.state === "waiting");

// What was asked before is answered now, or asked again: by this script, or by the page itself.
function clear() {
  for (const one of document.querySelectorAll(".govuk-error-summary")) one.remove();
  for (const one of form.querySelectorAll(".govuk-error-message")) one.remove();
  for (const one of form.querySelectorAll(".govuk-form-group--error")) one.classList.remove("govuk-form-group--error");
  document.title = document.title.replace(WRONG, "");
}

// What the form still asks, as the plain form would say it: a summary that takes the focus.
function ask(asked) {
  form.dispatchEvent(new Event("asked-again"));
  const summary = document.createElement("div");
  summary.className = "govuk-error-summary";
  summary.tabIndex = -1;
  summary.setAttribute("role", "alert");
  const title = document.createElement("h2");
  title.className = "govuk-error-summary__title";
  title.textContent = place.dataset.askedTitle;
  const list = document.createElement("ul");
  list.className = "govuk-list govuk-error-summary__list";
  for (const { href, words } of asked) {
    const link = document.createElement(href ? "a" : "span");
    if (href) link.href = href;
    link.textContent = words;
    beside(href, words);
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  summary.append(title, list);
  form.before(summary);
  document.title = `${WRONG}${document.title}`;
  summary.focus();
  say("");
}

// The same sentence at the question itself.
function beside(href, words) {
  const field = href && document.querySelector(href);
  const group = field?.closest(".govuk-form-group");
  if (!group) return;
  const line = document.createElement("p");
  line.className = "govuk-error-message";
  line.id = `${field.id}-asked`;
  line.textContent = words;
  group.classList.add("govuk-form-group--error");
  (group.querySelector(".govuk-radios, .govuk-select, .govuk-input") ?? field).before(line);
}

function finish() {
  const count = (state) => rows.filter((one) => one.state === state).length;
  const [there, left] = [count("kept"), rows.length - count("kept")];
  if (!last || !there || count("waiting")) {
    if (left && !count("waiting")) say(`${left === 1 ? "1 file is" : `${left} files are`} not there yet: the list says why.`);
    return;
  }
  const fresh = rows.filter((one) => one.state === "kept" && one.isNew).length;
  const known = there === 1 ? "It was here already" : "All of it was here already";
  const words = !fresh ? known : fresh === 1 ? last.one : last.many.replace("{n}", fresh);
  say(left ? `${words}. ${left === 1 ? "1 file is" : `${left} files are`} not there yet: the list says why.` : `${words}.`);
  place.querySelector(".uploading__done")?.remove();
  const done = find("template[data-row-done]").content.firstElementChild.cloneNode(true);
  const part = (name) => done.querySelector(`[data-done-${name}]`);
  part("words").textContent = words;
  part("more").textContent = left ? "What is not there yet stays in the list below." : last.more || "Nothing more is needed for now.";
  if (last.onward) part("on").href = last.onward.href;
  if (last.onward) part("on").textContent = last.onward.words;
  else part("on").parentElement.remove();
  part("again").href = window.location.href;
  place.prepend(done);
  form.classList.toggle("is-done", !left);
  if (!left && form.previousElementSibling?.matches("[data-draft-offer]")) form.previousElementSibling.remove();
  if (!left) part("words").focus();
}

if (form) {
  place.classList.add("is-listing"); // what is chosen stands in the list, so the input need not say it
  find("[data-may-drop]").hidden = window.matchMedia("(pointer: coarse)").matches;
  find("[data-camera]").hidden = !window.matchMedia("(pointer: coarse)").matches;
  for (const input of [picker, find("#camera")]) {
    input.addEventListener("change", () => {
      add([...input.files]);
      input.value = "";
    });
  }
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formAction && event.submitter.hasAttribute("formaction")) return;
    if (!rows.length) return;
    event.preventDefault();
    for (const row of rows) if (row.state === "failed") set(row, "waiting", size(row.file.size));
    send_all();
  });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });
  window.addEventListener("online", () => {
    const some = rows.filter((one) => one.state === "failed");
    for (const row of some) set(row, "waiting", size(row.file.size));
    if (some.length) send_all();
  });
  const drop = find("[data-drop]");
  for (const name of ["dragover", "drop", "dragleave"]) {
    document.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      drop.classList.toggle("is-over", name === "dragover");
      const folded = place.closest("[data-give-here]");
      if (folded) folded.open = true;
      if (name === "drop") add([...event.dataTransfer.files]);
    });
  }
}
