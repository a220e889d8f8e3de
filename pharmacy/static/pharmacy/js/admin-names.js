// Django's widgets build controls by script and leave some without a name: each gets that of its field's label.
const $ = window.django.jQuery;

const labelled = (select) => {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const built = select.nextElementSibling;
  if (!label || !built?.classList.contains("select2")) return;
  label.id ||= `${select.id}-label`;
  for (const part of built.querySelectorAll("[role=combobox], [role=textbox], .select2-search__field")) {
    const shown = part.querySelector(".select2-selection__rendered");
    part.setAttribute("aria-labelledby", shown?.id ? `${label.id} ${shown.id}` : label.id);
  }
  // The chosen terms share this list with the box to type in, which is no item of it.
  built.querySelector("ul.select2-selection__rendered")?.setAttribute("role", "presentation");
};

const name = () => document.querySelectorAll("select.admin-autocomplete").forEach(labelled);

$(() => {
  // After Django's own, which wait for the same moment.
  name();
  $(document).on("select2:open select2:select select2:unselect", ({ target }) => {
    labelled(target);
    const search = document.querySelector(".select2-dropdown .select2-search__field");
    search?.setAttribute("aria-labelledby", `${target.id}-label`);
  });
});
document.addEventListener("formset:added", () => $(name));

window.addEventListener("load", () => {
  for (const icon of document.querySelectorAll("span[aria-label]:not([role])")) icon.setAttribute("role", "img");
});
