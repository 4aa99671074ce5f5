// The one script a page names. Each part is fetched only by a page that has use for it; without any of them the pages work.
const has = (selector) => document.querySelector(selector) !== null;
const parts = [
  ["[data-draft]", () => import("./drafts.js")],
  ["[data-autosave]", () => import("./autosave.js")],
  ["[data-composer]", () => import("./composer.js")],
  ["[data-upload]", () => import("./upload.js")],
  ["[data-newer]", () => import("./newer.js")],
  ["[data-post], [data-menu]", () => import("./post.js")],
  ["[data-confirm]", () => import("./confirm.js")],
  ["[data-theme-form]", () => import("./theme.js")],
  ["[data-usage-part]", () => import("./usage.js")],
  ["[data-embed]", () => import("./video.js")],
  ["[data-toast]", () => import("./toast.js")],
  ["script[data-allauth-onload]", () => import("./passkey.js")],
  ["body[data-signed-in]", () => import("./keys.js")],
  ["[hx-post], [hx-get]", () => import("./answers.js")],
];
for (const [selector, load] of parts) if (has(selector)) load();
