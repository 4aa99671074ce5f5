// j and k walk through posts, r f b answer, favourite, boost, o opens, n writes, / searches, ? shows this; none while typing.
const posts = () => [...document.querySelectorAll("[data-post], .notice:not(:has([data-post]))")];
const typing = (e) => e.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(e.tagName);
const current = () => document.activeElement?.closest("[data-post], .notice");

function walk(step) {
  const all = posts(), at = all.indexOf(current());
  const next = at < 0 ? all.find((post) => post.getBoundingClientRect().bottom > 80) : all[at + step];
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

const press = (selector) => current()?.querySelector(selector)?.click();
const go = (selector) => document.querySelector(selector)?.click();

const opened = () => { const href = current()?.dataset.href; if (href) location.assign(href); };

const actions = {
  j: () => walk(1),
  k: () => walk(-1),
  r: () => { if (current()?.matches(":not(.post-main)")) press("[data-act=reply]"); else document.querySelector("#reply textarea")?.focus(); },
  f: () => press("[data-act=favourite]"),
  b: () => press("[data-act=boost]"),
  o: opened,
  n: () => { const box = document.querySelector("#composer textarea[name=text]"); if (box) box.focus(); else go("[data-key-action=compose]"); },
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => document.getElementById("keys")?.showModal?.(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  // On an Arabic keyboard the same keys stand at the same places.
  const byPlace = { KeyJ: "j", KeyK: "k", KeyR: "r", KeyF: "f", KeyB: "b", KeyO: "o", KeyN: "n" }[event.code];
  // Enter opens the post itself; on a link or a button in it, it is the link's or the button's.
  if (event.key === "Enter" && event.target === current()) return opened();
  const action = actions[event.key] ?? (/[\u0600-\u06ff]/.test(event.key) || event.key === "؟" ? actions[event.key === "؟" ? "?" : byPlace] : undefined);
  if (!action || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  action();
});
