// The counter counts as the server does: an address is 23, a mention is its local part, anything else by code point.
import { count, say } from "./strings.js";

const ADDRESS = /https?:\/\/[^\s<>"'()]+/gu;
const MENTION = /(^|[^\p{L}\p{N}_/@])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\p{L}\p{N}.-]+[\p{L}\p{N}]+/giu;

export const lengthOf = (text) =>
  [...text.replace(/\r\n/g, "\n").replace(ADDRESS, "x".repeat(23)).replace(MENTION, "$1@$2")].length;

for (const form of document.querySelectorAll("[data-composer]")) {
  const text = form.elements.text, warning = form.elements.warning;
  const counter = form.querySelector("[data-counter]"), button = form.querySelector("[data-submit]");
  const limit = Number(form.dataset.limit);
  const show = () => {
    const room = limit - lengthOf(text.value) - (warning ? [...warning.value].length : 0);
    counter.value = count(room);
    counter.classList.toggle("over", room < 0);
    counter.title = room < 0 ? say("too_long", -room) : "";
  };
  form.addEventListener("input", show);
  show();
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(button);
  });
  // One press, one post.
  form.addEventListener("submit", () => setTimeout(() => { button.disabled = true; }));
  addEventListener("pageshow", () => { button.disabled = false; });
}
