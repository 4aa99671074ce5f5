// The editor's text goes to the server too, so that it can be taken up again in another browser.
import { csrf, say } from "./strings.js";

const EVERY = 8000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  let changed = false, sent = false;
  const state = form.querySelector("[data-draft-state]");
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { sent = true; });
  setInterval(async () => {
    if (!changed || sent || document.hidden) return;
    changed = false;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, headers: { "X-CSRFToken": csrf(), Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.status);
      const { draft } = await answer.json();
      if (form.elements.draft && draft) form.elements.draft.value = draft;
      if (state) state.textContent = say("draft_saved");
    } catch { changed = true; }
  }, EVERY);
}
