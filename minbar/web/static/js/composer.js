// The counter counts as the server does: an address is 23, a mention its local part, anything else as a person sees it.
import { count, say } from "./strings.js";

const ADDRESS = /https?:\/\/[^\s<>"'()]+/gu;
const MENTION = /(^|[^\p{L}\p{N}_/@])@([a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\p{L}\p{N}.-]+[\p{L}\p{N}]+/giu;

// A letter with its marks is one, so is an emoji of several parts.
const segments = typeof Intl.Segmenter === "function" ? new Intl.Segmenter() : null;
const seen = (text) => {
  if (!segments) return [...text].length;
  let n = 0;
  for (const _ of segments.segment(text)) n += 1;
  return n;
};

export const lengthOf = (text) =>
  seen(text.replace(/\r\n/g, "\n").replace(ADDRESS, "x".repeat(23)).replace(MENTION, "$1@$2"));

// The line starts where the first word of one's own says, not the name of whom one answers.
function direction(text) {
  const own = text.replace(ADDRESS, " ").replace(/@[a-z0-9_.@-]+/gi, " ");
  const first = own.match(/\p{L}/u)?.[0];
  if (!first) return text ? document.documentElement.dir : "auto";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first) ? "rtl" : "ltr";
}

for (const form of document.querySelectorAll("[data-composer]")) {
  const text = form.elements.text, warning = form.elements.warning;
  const counter = form.querySelector("[data-counter]"), button = form.querySelector("[data-submit]");
  const limit = Number(form.dataset.limit);
  const show = () => {
    text.dir = direction(text.value);
    const room = limit - lengthOf(text.value) - (warning ? seen(warning.value) : 0);
    counter.value = count(room);
    counter.classList.toggle("over", room < 0);
    counter.title = room < 0 ? say("too_long", -room) : "";
  };
  form.addEventListener("input", show);
  show();
  text.setSelectionRange(text.value.length, text.value.length);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit(button);
  });
  // One press, one post.
  form.addEventListener("submit", () => setTimeout(() => { button.disabled = true; }));
  addEventListener("pageshow", () => { button.disabled = false; });
}

// Who comes to answer ("…#reply") writes at once.
const answer = () => { if (location.hash === "#reply") document.querySelector("#reply textarea[name=text]")?.focus(); };
addEventListener("hashchange", answer);
answer();
