// A film from elsewhere is fetched only when it is pressed.
document.addEventListener("click", (event) => {
  const card = event.target.closest("[data-embed]");
  if (!card || !event.target.closest(".video-open") || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const frame = document.createElement("iframe");
  frame.src = card.dataset.embed;
  frame.title = card.querySelector(".video-title")?.textContent ?? "";
  frame.allow = "fullscreen; encrypted-media; picture-in-picture; autoplay";
  frame.referrerPolicy = "strict-origin-when-cross-origin";
  card.querySelector(".video-open").replaceWith(frame);
  frame.focus();
});
