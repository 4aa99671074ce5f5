// A passing message. One with an undo button stays longer; a pointer or the focus on it keeps it.
import { say } from "./strings.js";

const area = document.querySelector("[data-toasts]");
const LONG = 12000, SHORT = 5000;

function expire(toast) {
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), toast.querySelector("button") ? LONG : SHORT); };
  const stop = () => clearTimeout(timer);
  for (const name of ["mouseenter", "focusin"]) toast.addEventListener(name, stop);
  for (const name of ["mouseleave", "focusout"]) toast.addEventListener(name, start);
  start();
}

export function toast(text, action) {
  const box = document.createElement("div");
  box.className = "toast";
  box.append(Object.assign(document.createElement("span"), { textContent: text }));
  if (action) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: action.label });
    button.addEventListener("click", () => { box.remove(); action.run(); });
    box.append(button);
  }
  area?.append(box);
  expire(box);
  return box;
}

// What went wrong with a request, said so that the reader knows what to do.
export function complain(status, message) {
  toast(message || say({ 0: "offline", 401: "signed_out", 403: "refused", 404: "gone", 410: "gone", 429: "too_many" }[status] ?? "failed"));
}

for (const toastBox of document.querySelectorAll("[data-toast]")) expire(toastBox);
