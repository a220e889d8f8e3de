// A part's own link, copied by a click as well as followed. Without a clipboard it is the link alone.
const said = document.querySelector(".copied");
const SHOWN_FOR = 3000;
let fading;

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".anchor");
  if (!link || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    return; // not allowed to: the address bar has it
  }
  said.textContent = said.dataset.words;
  clearTimeout(fading);
  fading = setTimeout(() => {
    said.textContent = "";
  }, SHOWN_FOR);
});
