// The sentences and digits of the reader's language, from the page's data block.
const block = document.getElementById("strings");
const strings = block ? JSON.parse(block.textContent) : {};

export const say = (name, n) => (strings[name] ?? name).replace("{n}", n === undefined ? "" : count(n));

export const count = (n) => String(n).replace(/[0-9]/g, (digit) => strings.digits?.[digit] ?? digit);

// "one", "two", "few", … as the language counts; the page has a sentence for each.
const rules = new Intl.PluralRules(strings.locale || "ar");
export const plural = (name, n) => say(`${name}_${rules.select(n)}`, n);

export const csrf = () =>
  document.querySelector("input[name=csrfmiddlewaretoken]")?.value ??
  document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// Why the server refused: it answers scripts with one sentence of plain text.
export const reasonOf = (xhr) =>
  xhr.getResponseHeader("Content-Type")?.startsWith("text/plain") && xhr.responseText.length < 400 ? xhr.responseText : "";
