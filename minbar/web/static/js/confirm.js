// A question before a weighty press, in the page's own dialog. Without scripts the press goes through and can be undone.
import { say } from "./strings.js";

function ask(question, weighty) {
  const dialog = document.createElement("dialog");
  const text = Object.assign(document.createElement("p"), { textContent: question, id: "confirm-text" });
  const row = Object.assign(document.createElement("div"), { className: "button-row" });
  const no = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: say("cancel") });
  const yes = Object.assign(document.createElement("button"), { type: "button", className: weighty ? "button danger" : "button", textContent: say("ok") });
  row.append(no, yes);
  dialog.append(text, row);
  dialog.setAttribute("aria-labelledby", "confirm-text");
  document.body.append(dialog);
  return new Promise((resolve) => {
    no.addEventListener("click", () => dialog.close());
    yes.addEventListener("click", () => dialog.close("yes"));
    dialog.addEventListener("close", () => { dialog.remove(); resolve(dialog.returnValue === "yes"); });
    dialog.showModal();
    no.focus();
  });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || button.dataset.sure) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(button.dataset.confirm, button.classList.contains("danger")))) return button.focus();
  button.dataset.sure = "1";
  button.click();
  delete button.dataset.sure;
}, true);
