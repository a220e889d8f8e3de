// Suggestions below every search field, as the ARIA pattern of a combobox with a list has them. Without script, and
// while nothing comes, the field is the plain field of its form: Enter searches for what was typed.
const WAIT = 120; // ms after the last key
const SHORTEST = 2; // characters; see also catalog/views/suggestions.py

const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

class Combobox {
  constructor(form) {
    this.form = form;
    this.field = form.querySelector("input[type=search]");
    this.options = [];
    this.answered = ""; // the text that the options are for
    this.active = -1;
    this.build();
    this.listen();
  }

  build() {
    const { field, form } = this;
    const label = form.dataset.label;
    this.list = element("ul", { className: "suggestions", id: `${field.id}-suggestions`, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", label);
    this.said = element("span", { className: "unseen" });
    this.said.setAttribute("aria-live", "polite");
    form.append(this.list, this.said);
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.setAttribute("aria-expanded", "false");
  }

  listen() {
    const { field, list } = this;
    field.addEventListener("input", (event) => {
      if (!event.isComposing) this.soon();
    });
    field.addEventListener("compositionend", () => this.soon());
    field.addEventListener("keydown", (event) => this.press(event));
    field.addEventListener("blur", () => this.close());
    this.form.addEventListener("submit", () => this.close());
    // The focus stays in the field, whatever of the list is pressed.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]"), event));
    list.addEventListener("auxclick", (event) => {
      if (event.button === 1) this.follow(event.target.closest("[role=option]"), event);
    });
  }

  soon() {
    clearTimeout(this.timer);
    this.asking?.abort();
    if (this.field.value.trim().length < SHORTEST) this.close();
    else this.timer = setTimeout(() => this.ask(this.field.value), WAIT);
  }

  async ask(text) {
    this.asking?.abort();
    this.asking = new AbortController();
    const address = `${this.form.dataset.suggestions}?${new URLSearchParams({ q: text.slice(0, 80) })}`;
    try {
      const response = await fetch(address, { signal: this.asking.signal });
      if (!response.ok) throw new Error(response.status);
      const { suggestions } = await response.json();
      if (document.activeElement === this.field) this.show(suggestions, text);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(suggestions, text) {
    this.mark(-1);
    this.answered = text;
    this.options = suggestions.map((one, number) => this.option(one, number));
    this.list.replaceChildren(...this.options);
    if (!suggestions.length) {
      this.close();
      return;
    }
    this.open();
    this.said.textContent = this.form.dataset.said.replace("0", this.options.length);
  }

  option({ kind, text, note, url, lang }, number) {
    const words = element("bdi", { className: "suggestions__text", lang }, text);
    const facts = [this.form.dataset[kind], note].filter(Boolean);
    const option = element(
      "li",
      { className: "suggestions__option", id: `${this.list.id}-${number}` },
      words,
      " ",
      element("span", { className: "suggestions__facts" }, ...facts.flatMap((fact) => [element("bdi", {}, fact), " "])),
    );
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = url;
    return option;
  }

  open() {
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.said.textContent = "";
    this.mark(-1);
  }

  // Which option the arrow keys have reached; -1 is the field itself.
  mark(number) {
    this.options[this.active]?.setAttribute("aria-selected", "false");
    this.active = number;
    const option = this.options[number];
    if (!option) {
      this.field.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    this.field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  press(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const open = !this.list.hidden;
    const last = this.options.length - 1;
    const keys = {
      ArrowDown: () => (open ? this.mark(this.active < last ? this.active + 1 : -1) : this.reopen(event.altKey ? -1 : 0)),
      ArrowUp: () => (event.altKey ? this.close() : open ? this.mark(this.active < 0 ? last : this.active - 1) : this.reopen(last)),
      Enter: () => open && this.active >= 0 && this.follow(this.options[this.active], event),
      Escape: () => open && this.close(),
    };
    if (!(event.key in keys)) {
      // Back in the text: the key moves in it, or changes it.
      if (!["Shift", "Alt"].includes(event.key)) this.mark(-1);
      return;
    }
    if (event.key === "Enter" && (!open || this.active < 0)) return; // the form is sent
    if (event.key === "Escape" && !open) return; // the browser empties the field
    event.preventDefault();
    keys[event.key]();
  }

  reopen(number) {
    if (!this.options.length || this.field.value !== this.answered) {
      this.soon();
      return;
    }
    this.open();
    this.mark(number);
  }

  follow(option, event) {
    if (!option) return;
    if (event.ctrlKey || event.metaKey || event.button === 1) {
      window.open(option.dataset.url, "_blank", "noopener");
      return;
    }
    this.close();
    location.assign(option.dataset.url);
  }
}

for (const form of document.querySelectorAll("form[data-suggestions]")) new Combobox(form);
