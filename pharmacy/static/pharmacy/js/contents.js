// "On this page": marks the part that is being read, and lets the bar of a phone stay in view. The list works without.
const contents = document.querySelector(".contents");
const all = contents.querySelector("details");
const here = contents.querySelector(".contents__here");
const inner = contents.querySelector(".contents__inner");
const links = [...contents.querySelectorAll(".contents__link")];
const parts = links.map((link) => document.getElementById(link.hash.slice(1)));
const READ_FROM = 112; // px from the top, below what a bar and the room above a heading take

// What stands beside the text is read with any part of it.
const side = document.querySelector(".monograph__side");
const inText = (part) => !side.contains(part) || getComputedStyle(side).display === "contents";

// The last part that begins above the line; where a link has just led to a part, that one, however short it is.
const read = () => {
  const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  const target = document.querySelector(":target");
  const led = target ? parts.findIndex((part) => part.contains(target)) : -1;
  if (led >= 0) {
    const { top } = target.getBoundingClientRect();
    if (top >= 0 && top < (atEnd ? innerHeight : READ_FROM)) return led;
  }
  if (atEnd) return parts.length - 1;
  // From the end, by hand: telephones of some years ago know no findLastIndex.
  let last = parts.length - 1;
  while (last >= 0 && !(inText(parts[last]) && parts[last].getBoundingClientRect().top <= READ_FROM)) last -= 1;
  return last;
};

const mark = () => {
  const current = read();
  links.forEach((link, number) => {
    if (number === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  });
  // The space belongs to the words that come and go: between the two it would move.
  here.textContent = links[current] ? ` ${links[current].textContent}` : "";
  // Only its own list moves, never the page.
  const link = links[current];
  if (link && inner.scrollHeight > inner.clientHeight) inner.scrollTop = link.offsetTop - inner.clientHeight / 2;
};

let waiting = false;
const soon = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
};

// Beside the text a <details> is open by style alone; as a bar it closes once it has done its work.
const close = () => {
  all.open = false;
};
contents.addEventListener("click", (event) => {
  if (event.target.closest(".contents__link")) close();
});
contents.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !all.open) return;
  close();
  contents.querySelector("summary").focus();
});
contents.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !contents.contains(event.relatedTarget)) close();
});
document.addEventListener("pointerdown", (event) => {
  if (!contents.contains(event.target)) close();
});

contents.dataset.follows = "";
for (const change of ["scroll", "resize", "hashchange"]) addEventListener(change, soon, { passive: true });
mark();
