// "n new posts": asks while the page is seen, every half minute, less often when nothing comes; nothing moves until it is pressed.
import { plural } from "./strings.js";

const FIRST = 30000, MOST = 240000;

for (const bar of document.querySelectorAll("[data-newer]")) {
  let wait = FIRST, timer, before = 0;
  const text = bar.querySelector("[data-newer-text]"), title = document.title;
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${bar.dataset.newer}?since_id=${bar.dataset.since}`, { headers: { Accept: "application/json" } });
      if (answer.ok) {
        const { count } = await answer.json();
        wait = count === before ? Math.min(wait * 1.5, MOST) : FIRST;
        before = count;
        bar.hidden = count === 0;
        if (count) { text.textContent = plural("newer", count); document.title = `(${count}) ${title}`; }
      } else wait = MOST;
    } catch { wait = MOST; }
    plan();
  };
  const plan = () => { clearTimeout(timer); timer = setTimeout(ask, wait); };
  document.addEventListener("visibilitychange", () => { if (!document.hidden) { wait = FIRST; plan(); } });
  plan();
}
