// The list of medicines changes in place: a choice, a chip, an order, a page. What is fetched is the page of the same
// address, and where anything goes wrong the browser goes there. The form and the links work without. Other words are
// another page: its heading and its field name them.
const form = document.querySelector("form[data-facets]");
const list = document.getElementById("list");
const heading = document.getElementById("results-title");
const LINKS = ".chosen a, .choice a, .letters a, .pagination a, .found a, .empty a";
let asking;

const here = (address = location.href) => address.split("#")[0];
let shown = here();

// The address that the form would send, without what is empty.
const asked = () => {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value)).toString();
  return new URL(form.getAttribute("action") + (query && `?${query}`), location).href;
};

const words = (address) => new URL(address).searchParams.get("q") ?? "";

// What the reader has opened stays open, what is closed stays closed.
const kept = () => new Map([...document.querySelectorAll("details[data-keep]")].map((one) => [one.dataset.keep, one.open]));

const swap = (page) => {
  const open = kept();
  for (const part of document.querySelectorAll("[data-swap]")) {
    const fresh = page.querySelector(`[data-swap="${part.dataset.swap}"]`);
    part.replaceChildren(...document.importNode(fresh, true).childNodes);
  }
  for (const details of document.querySelectorAll("details[data-keep]")) {
    if (open.has(details.dataset.keep)) details.open = open.get(details.dataset.keep);
  }
  const fresh = page.getElementById("list");
  list.className = fresh.className;
  document.title = page.title;
  const languages = page.querySelector(".languages");
  document.querySelector(".languages").replaceWith(document.importNode(languages, true));
  return fresh.dataset.address;
};

// The control of before where it still is; else the results, which have taken its place.
const focus = (id) => {
  const control = id && document.getElementById(id);
  (control || heading).focus({ preventScroll: true });
};

const fetched = async (address) => {
  asking?.abort();
  asking = new AbortController();
  const response = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
  if (!response.ok || response.redirected) throw new Error(response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById("list")) throw new Error("not a list");
  return page;
};

// `push`: a new entry of the history; `id`: of the control that has the focus, "" where there is none; `top`: whether the
// list begins anew.
const go = async (address, { push = true, id = "", top = false } = {}) => {
  list.setAttribute("aria-busy", "true");
  try {
    const page = await fetched(address);
    if (push) history.replaceState({ y: scrollY }, "");
    const own = swap(page);
    if (push) history.pushState({ y: scrollY }, "", own);
    shown = here();
    focus(id);
    if (top) heading.parentElement.scrollIntoView({ block: "start" });
    list.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name === "AbortError") return; // a newer one is on its way
    location.assign(address);
  }
};

form.addEventListener("change", (event) => go(asked(), { id: event.target.id }));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  // On a telephone the choices lie above the results: they have done their work.
  document.querySelector(".filters__all").open = false;
  go(asked(), { top: true });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest(LINKS);
  const plain = !event.defaultPrevented && !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  if (!link || !plain || new URL(link.href).pathname !== new URL(form.action).pathname) return;
  if (words(link.href) !== words(asked())) return;
  event.preventDefault();
  const onward = link.closest(".pagination, .found, .empty");
  // A choice that is taken away leaves its place to the next one.
  const next = link.closest("li")?.nextElementSibling?.querySelector("a")?.id;
  go(link.href, { id: onward ? "" : link.closest(".chosen") ? next : link.id, top: Boolean(link.closest(".pagination")) });
});

addEventListener("popstate", async (event) => {
  if (here() === shown) return; // only a place within the page
  const { y } = event.state ?? {};
  await go(location.href, { push: false });
  if (y !== undefined) scrollTo({ top: y, behavior: "instant" });
});

form.dataset.facets = "live";
