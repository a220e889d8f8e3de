// Single keys for moderators. An element says by data-key which keys lead to it: a link or a button is pressed, of
// anything else the field inside gets the focus. Nothing happens while somebody types, and all of it can be switched off.
const keys = document.querySelector(".keys");
const toggle = keys.querySelector(".keys__switch");
const rows = [...document.querySelectorAll("[data-row]")];
const STORED = "reviews.keys";
const STEPS = { j: 1, n: 1, k: -1, p: -1 };

// Storage may be forbidden: then the switch holds for this page.
const stored = () => {
  try {
    return localStorage.getItem(STORED) !== "off";
  } catch {
    return true;
  }
};
const store = () => {
  try {
    localStorage.setItem(STORED, toggle.checked ? "on" : "off");
  } catch {}
};

const typing = (target) => target.closest("input:not([type=checkbox], [type=submit]), textarea, select, [contenteditable]");

const step = (by) => {
  const here = rows.indexOf(document.activeElement);
  const next = here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by;
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
};

const go = (element) => {
  if (element.matches("a, input, summary")) {
    if (element.matches("summary")) element.focus();
    element.click();
  } else {
    element.querySelector("select, textarea").focus();
  }
};

document.addEventListener("keydown", (event) => {
  if (!toggle.checked || event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (typing(event.target)) return;
  const element = document.querySelector(`[data-key~="${CSS.escape(event.key)}"]`);
  if (element) go(element);
  else if (event.key in STEPS && rows.length) step(STEPS[event.key]);
  else return;
  event.preventDefault();
});

toggle.checked = stored();
toggle.addEventListener("change", store);
keys.hidden = false;
