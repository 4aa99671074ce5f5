// What is typed stays in this browser until the server has it: a reload, a sign-out, a failed send, a sign-up lose nothing.
import { say } from "./strings.js";
import { toast } from "./toast.js";

const PREFIX = "minbar:draft:";
const SENT = "minbar:sent";
const LIFE = 30 * 24 * 3600 * 1000;
const SKIP = new Set(["csrfmiddlewaretoken", "next", "reply_to", "media_ids", "password", "password1", "password2"]);

const fields = (form) => [...form.elements].filter(
  (e) => e.name && !SKIP.has(e.name) && !["file", "hidden", "submit", "button", "password"].includes(e.type),
);
const choice = (e) => e.type === "checkbox" || e.type === "radio";
const changed = (e) => choice(e) ? e.checked !== e.defaultChecked
  : e.tagName === "SELECT" ? [...e.options].some((o) => o.selected !== o.defaultSelected) && !(e.selectedIndex === 0 && ![...e.options].some((o) => o.defaultSelected))
  : e.value !== e.defaultValue;
const slot = (e) => (choice(e) ? `${e.name}=${e.value}` : e.name);

function read(key) {
  try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; }
}

function keep(form) {
  const values = {};
  let typed = false;
  for (const e of fields(form)) {
    values[slot(e)] = choice(e) ? e.checked : e.value;
    if (!choice(e) && e.tagName !== "SELECT" && e.value.trim() && e.value !== e.defaultValue) typed = true;
  }
  try {
    if (typed) localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify({ at: Date.now(), values }));
    else localStorage.removeItem(PREFIX + form.dataset.draft);
  } catch { return; } // A full or forbidden store: typing goes on as without it.
  const state = form.querySelector("[data-draft-state]");
  if (state) state.textContent = typed ? say("draft_kept") : "";
}

function restore(form) {
  const kept = read(form.dataset.draft);
  // What the server sent back (a form with an error) is newer than what is kept here.
  if (!kept || fields(form).some((e) => !choice(e) && e.tagName !== "SELECT" && e.defaultValue && e.name === "text" && form.querySelector(".error"))) return;
  let back = false;
  for (const e of fields(form)) {
    const value = kept.values[slot(e)];
    if (value === undefined) continue;
    if (choice(e)) e.checked = value;
    else if (e.value !== value) { e.value = value; back ||= value.trim() !== ""; }
  }
  if (!back) return;
  for (const details of form.querySelectorAll("details")) {
    if ([...details.querySelectorAll("input, textarea")].some((e) => !choice(e) && e.value)) details.open = true;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
  toast(say("draft_restored"), { label: say("discard"), run: () => { forget(form.dataset.draft); form.reset(); form.dispatchEvent(new Event("input", { bubbles: true })); } });
}

export function forget(key) {
  localStorage.removeItem(PREFIX + key);
}

// A form that was sent is forgotten on the next page, unless that page is the same form with an error or a sign-in.
function settle() {
  const key = sessionStorage.getItem(SENT);
  if (!key) return;
  sessionStorage.removeItem(SENT);
  const again = [...document.querySelectorAll("[data-draft]")].find((form) => form.dataset.draft === key);
  const failed = document.querySelector(".wrong, .error, .note-danger, input[type=password]") || document.querySelector("[data-keep-drafts]");
  if (!failed && !(again && again.querySelector("textarea")?.defaultValue)) forget(key);
}

function sweep() {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX) && !(Date.now() - (read(key.slice(PREFIX.length))?.at ?? 0) < LIFE)) localStorage.removeItem(key);
  }
}

try { settle(); sweep(); } catch { /* no store */ }
for (const form of document.querySelectorAll("form[data-draft]")) {
  try { restore(form); } catch { /* no store */ }
  let timer;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => keep(form), 300); });
  form.addEventListener("change", () => keep(form));
  addEventListener("pagehide", () => { if (fields(form).some(changed)) keep(form); });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    keep(form);
    try { sessionStorage.setItem(SENT, form.dataset.draft); } catch { /* no store */ }
  });
}
