// Words that are selected in the judged text are written into the field of words to mask, a line for each.
const form = document.querySelector(".mask-selection").closest("form");
const field = form.querySelector("textarea[name=words]");
const line = form.querySelector(".mask-selection");
const said = line.querySelector("[role=status]");
let selected = [];

// The reasons of the marks stand within the text, and are no part of it.
const words = (range) => {
  const part = range.cloneContents();
  for (const why of part.querySelectorAll(".judged__why")) why.remove();
  return part.textContent.split("\n").map((one) => one.trim()).filter(Boolean);
};

const look = () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const element = around.nodeType === Node.ELEMENT_NODE ? around : around.parentElement;
  selected = element.closest(".judged__words") ? words(range) : [];
};

document.addEventListener("selectionchange", look);
look(); // what was selected before this script came

line.querySelector("button").addEventListener("click", () => {
  const lines = field.value.split("\n").filter((one) => one.trim());
  field.value = [...new Set([...lines, ...selected])].join("\n");
  said.textContent = selected.length ? selected.join(" · ") : said.dataset.none;
});
line.hidden = false;
