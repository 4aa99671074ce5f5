// On a post: a press beside its links opens it, menus close as one expects, the link is copied.
import { say } from "./strings.js";
import { toast } from "./toast.js";

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy && navigator.clipboard) {
    event.preventDefault();
    await navigator.clipboard.writeText(copy.href);
    copy.closest("details")?.removeAttribute("open");
    toast(say("copied"));
    return;
  }
  const post = event.target.closest("[data-post][data-href]");
  if (post && !event.target.closest("a, button, input, label, select, textarea, summary, form, video, audio") && !String(getSelection())) {
    if (event.ctrlKey || event.metaKey) open(post.dataset.href, "_blank", "noopener");
    else location.assign(post.dataset.href);
  }
});

const openMenus = () => document.querySelectorAll("details[data-menu][open]");
document.addEventListener("pointerdown", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) { menu.open = false; menu.querySelector("summary").focus(); }
});
