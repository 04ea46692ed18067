// Shows what a form would make while it is filled in; without a script its button does so.
const WAIT = 500;
const LEFT_OUT = new Set(["csrf_token", "version", "do", "once"]);

for (const shown of document.querySelectorAll("[data-try]")) {
  const form = document.querySelector("main form[method=post]");
  let picture = shown.querySelector("img");
  const words = shown.querySelector("figcaption");
  let timer = 0;
  let asked = 0;

  const refused = async (address) => {
    try {
      const answer = await fetch(address, { credentials: "same-origin" });
      words.textContent = answer.status === 422 ? await answer.text() : "";
    } catch {
      words.textContent = "No network: the picture is as it was. Nothing you typed is lost.";
    }
    shown.classList.remove("trying--waiting");
  };

  const show = () => {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (!LEFT_OUT.has(name) && typeof value === "string" && value) fields.set(name, value);
    }
    const mine = ++asked;
    const next = picture.cloneNode();
    next.addEventListener("load", () => {
      if (mine !== asked) return;
      picture.replaceWith(next);
      picture = next;
      words.textContent = "This is how it would look. Nothing is saved yet.";
      shown.classList.remove("trying--waiting");
    });
    next.addEventListener("error", () => mine === asked && refused(next.src));
    shown.classList.add("trying--waiting");
    next.src = `${shown.dataset.try}?${fields}`;
  };

  form?.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, WAIT);
  });
}
