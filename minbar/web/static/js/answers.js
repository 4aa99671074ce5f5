// htmx leaves an answer that is an error where it was; here it is told. Toasts may also come with an answer.
import { complain, toast } from "./toast.js";

const messageOf = (xhr) => {
  const header = xhr.getResponseHeader("X-Minbar-Message");
  return header ? decodeURIComponent(header) : "";
};
document.addEventListener("htmx:responseError", (event) => complain(event.detail.xhr.status, messageOf(event.detail.xhr)));
document.addEventListener("htmx:sendError", () => complain(0));
document.addEventListener("htmx:timeout", () => complain(0));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful && messageOf(event.detail.xhr)) toast(messageOf(event.detail.xhr));
});
