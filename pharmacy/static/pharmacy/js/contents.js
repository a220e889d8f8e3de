// Marks, in "On this page", the part that is being read. The list works without it.
const links = new Map(
  [...document.querySelectorAll(".contents__link")].map((link) => [link.hash.slice(1), link]),
);
const inView = new Set();

const mark = () => {
  const current = [...links.keys()].find((id) => inView.has(id));
  if (!current) return;
  for (const [id, link] of links) {
    if (id === current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
};

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      inView[isIntersecting ? "add" : "delete"](target.id);
    }
    mark();
  },
  // The upper third of the window is where people read.
  { rootMargin: "0px 0px -66% 0px" },
);

for (const id of links.keys()) {
  const part = document.getElementById(id);
  if (part) observer.observe(part);
}
