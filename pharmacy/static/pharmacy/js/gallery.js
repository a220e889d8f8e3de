// Buttons and arrow keys for the row of pictures, and a word on which one is seen. The row moves without it, too.
const gallery = document.querySelector(".gallery");
const reel = gallery.querySelector(".gallery__reel");
const pictures = [...reel.children];
const buttons = [...gallery.querySelectorAll(".gallery__button")];
const thumbnails = [...gallery.querySelectorAll(".gallery__thumbnail")];
const said = gallery.querySelector(".gallery__said");
const rightToLeft = getComputedStyle(reel).direction === "rtl";
const KEYS = { ArrowLeft: rightToLeft ? 1 : -1, ArrowRight: rightToLeft ? -1 : 1 };
let current = 0;

const show = (number) => {
  if (number < 0 || number >= pictures.length) return;
  // The row alone: scrollIntoView would move the page as well.
  reel.scrollTo({ left: pictures[number].offsetLeft - pictures[0].offsetLeft });
};

const mark = (number, { aloud }) => {
  current = number;
  thumbnails.forEach((link, place) => {
    if (place === number) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  });
  // Never disabled for good: a button that goes away takes the focus with it.
  for (const button of buttons) {
    const next = number + Number(button.dataset.step);
    button.setAttribute("aria-disabled", String(next < 0 || next >= pictures.length));
  }
  if (aloud) said.textContent = pictures[number].querySelector(".gallery__position").textContent;
};

const observer = new IntersectionObserver(
  (entries) => {
    const seen = entries.find((entry) => entry.isIntersecting);
    const number = seen ? pictures.indexOf(seen.target) : current;
    if (number !== current) mark(number, { aloud: true });
  },
  { root: reel, threshold: 0.6 },
);
for (const picture of pictures) observer.observe(picture);

reel.addEventListener("keydown", (event) => {
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  show(current + KEYS[event.key]);
});
thumbnails.forEach((link, number) => {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    show(number);
  });
});
for (const button of buttons) {
  button.addEventListener("click", () => show(current + Number(button.dataset.step)));
  button.hidden = false;
}
mark(0, { aloud: false });
