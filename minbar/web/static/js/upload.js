// Pictures are sent as soon as they are chosen, dropped or pasted, with progress; each gets a description and a focal point.
import { csrf, reasonOf, say } from "./strings.js";

const tenth = (share) => Math.max(0, Math.min(10, Math.round(share * 10)));

function send(form, file) {
  const list = form.querySelector("[data-media]");
  const row = document.createElement("div");
  row.className = "attached";
  const view = Object.assign(document.createElement("span"), { className: "attached-view" });
  const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
  const state = Object.assign(document.createElement("span"), { className: "soft" });
  state.setAttribute("role", "status");
  row.append(view, bar, state);
  if (file.type.startsWith("image/")) {
    const picture = Object.assign(document.createElement("img"), { alt: "", src: URL.createObjectURL(file) });
    view.append(picture);
  }
  list.append(row);
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.upload);
  request.setRequestHeader("X-CSRFToken", csrf());
  request.setRequestHeader("HX-Request", "true");
  request.upload.addEventListener("progress", (event) => {
    bar.value = (event.loaded / event.total) * 100;
    state.textContent = say("uploading", Math.round(bar.value));
  });
  const fail = (reason) => {
    bar.remove();
    state.className = "error";
    state.textContent = reason || say("upload_failed");
    const again = Object.assign(document.createElement("button"), { type: "button", className: "button quiet small", textContent: say("retry") });
    again.addEventListener("click", () => { row.remove(); send(form, file); });
    const drop = Object.assign(document.createElement("button"), { type: "button", className: "button quiet small", textContent: say("close") });
    drop.addEventListener("click", () => row.remove());
    row.append(again, drop);
  };
  request.addEventListener("error", () => fail(say("offline")));
  request.addEventListener("load", () => {
    if (request.status < 200 || request.status > 299) {
      return fail(reasonOf(request));
    }
    const parsed = new DOMParser().parseFromString(request.responseText, "text/html").querySelector(".attached");
    if (!parsed) return fail("");
    document.adoptNode(parsed);
    // The picture that was just chosen is shown until the server has made its own.
    const shown = view.querySelector("img"), place = parsed.querySelector(".attached-view");
    if (shown && !place.querySelector("img")) place.replaceChildren(shown);
    row.replaceWith(parsed);
    parsed.querySelector("textarea")?.focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  });
  const body = new FormData();
  body.append("file", file);
  request.send(body);
}

for (const form of document.querySelectorAll("[data-upload]")) {
  const input = form.querySelector("input[type=file]");
  input?.addEventListener("change", () => {
    for (const file of input.files) send(form, file);
    input.value = "";
  });
  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); files.forEach((file) => send(form, file)); }
  });
  form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("dropping"); });
  form.addEventListener("dragleave", () => form.classList.remove("dropping"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("dropping");
    for (const file of event.dataTransfer.files) send(form, file);
  });
  form.addEventListener("click", (event) => {
    const view = event.target.closest("[data-focus-view]"), picture = view?.querySelector("img");
    if (!picture) return;
    const box = view.getBoundingClientRect();
    const x = (event.clientX - box.x) / box.width, y = (event.clientY - box.y) / box.height;
    picture.dataset.fx = tenth(x);
    picture.dataset.fy = tenth(y);
    view.closest(".attached").querySelector("[data-focus]").value = `${(x * 2 - 1).toFixed(2)},${(1 - y * 2).toFixed(2)}`;
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-remove]") && event.target.checked) event.target.closest(".attached").remove();
  });
}
