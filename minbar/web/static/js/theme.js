// The colours change at once; the server is told, so that the next page comes in them from the start.
import { csrf } from "./strings.js";

document.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-theme-form]"), button = event.submitter;
  if (!form || !button) return;
  event.preventDefault();
  document.documentElement.dataset.theme = button.value;
  for (const other of document.querySelectorAll("[data-theme-form] button")) {
    other.setAttribute("aria-pressed", String(other.value === button.value));
  }
  const body = new URLSearchParams({ theme: button.value, csrfmiddlewaretoken: csrf() });
  fetch(form.action, { method: "POST", body, keepalive: true, redirect: "manual" });
});
