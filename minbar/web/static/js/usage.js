// "Your time": one ping a minute while the page is seen, saying only which part it is. Nobody but the member can read it.
import { csrf, say } from "./strings.js";
import { toast } from "./toast.js";

const MINUTE = 60000;
let seen = 0, last = document.hidden ? 0 : Date.now();

const part = () => document.activeElement?.matches("textarea, input[type=text], input[name=title]") ? "writing" : document.body.dataset.usagePart;

function settle() {
  if (last) seen += Math.min(Date.now() - last, 2 * MINUTE);
  last = document.hidden ? 0 : Date.now();
}

async function tell() {
  settle();
  const seconds = Math.round(seen / 1000);
  if (seconds < 5) return;
  seen = 0;
  const body = new URLSearchParams({ part: part(), seconds, csrfmiddlewaretoken: csrf() });
  try {
    const answer = await fetch("/usage", { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } });
    // The member asked to be told after so many minutes a day; once a day is enough.
    if (answer.ok && answer.headers.get("Content-Type")?.includes("json")) {
      const { remind } = await answer.json();
      if (remind && !told()) toast(say("break"));
    }
  } catch { /* told again with the next minute */ }
}

function told() {
  const today = new Date().toDateString();
  try {
    if (localStorage.getItem("minbar:reminded") === today) return true;
    localStorage.setItem("minbar:reminded", today);
  } catch { /* no store: told each minute, which is what was asked for */ }
  return false;
}

document.addEventListener("visibilitychange", () => (document.hidden ? tell() : settle()));
addEventListener("pagehide", tell);
setInterval(() => { if (!document.hidden) tell(); }, MINUTE);
