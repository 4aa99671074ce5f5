// allauth's own script speaks with the key; here its failure is said in words.
import { say } from "./strings.js";
import { toast } from "./toast.js";

document.addEventListener("allauth.error", (event) => { event.preventDefault(); toast(say("passkey_failed")); });
