// htmx leaves an answer that is an error where it was; here it is told.
import { reasonOf } from "./strings.js";
import { complain } from "./toast.js";
document.addEventListener("htmx:responseError", (event) => complain(event.detail.xhr.status, reasonOf(event.detail.xhr)));
document.addEventListener("htmx:sendError", () => complain(0));
document.addEventListener("htmx:timeout", () => complain(0));
