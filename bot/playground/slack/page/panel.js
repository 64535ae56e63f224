// The blocks of a modal or of a Home tab, and what a person has put into their fields.

import { control, nextId } from "./controls.js";
import { make } from "./dom.js";

export class Panel {
  #fields = [];
  #id = null;
  #use;

  /** `use(told, value, values)` brings a press or a choice to the app. */
  constructor(use) {
    this.element = make("div", { class: "panel" });
    this.#use = use;
  }

  /** Draw a panel anew; in the same view, what was entered stays where its field stays. */
  draw(panel) {
    const touched = panel.id === this.#id ? this.#touched() : new Map();
    const focused = this.#fields.find((field) => field.element.contains(document.activeElement))?.key;
    this.#id = panel.id;
    this.#fields = [];
    this.element.replaceChildren(...panel.blocks.map((block) => this.#block(block)));
    for (const field of this.#fields) {
      if (touched.has(field.key)) field.write(touched.get(field.key));
      if (field.key === focused) inside(field.element).focus();
    }
  }

  /** What stands in every field: {block: {action: value}}. */
  values() {
    const values = {};
    for (const { told, read } of this.#fields) (values[told.block_id] ??= {})[told.action_id] = read();
    return values;
  }

  /** Where a person begins: the first field with an error, or the first of all. */
  get first() {
    const wrong = this.#fields.find(({ element }) => element.getAttribute("aria-invalid") === "true");
    const field = wrong ?? this.#fields[0];
    return field ? inside(field.element) : null;
  }

  #touched() {
    const changed = this.#fields.filter(({ read, before }) => String(read()) !== before);
    return new Map(changed.map(({ key, read }) => [key, read()]));
  }

  #block(block) {
    if (block.input) return this.#input(block);
    const controls = block.controls.map((told) => this.#control(told, true).element);
    const text = make("div", { class: "body" });
    // The server made this HTML from an allow-list (render.py); all else is set as text.
    text.innerHTML = block.html;
    const footer = make("div", { class: "footer" });
    footer.innerHTML = block.footer_html;
    return make("div", { class: "block" }, text, footer, make("div", { class: "buttons" }, ...controls));
  }

  #input(block) {
    const { label, hint, optional } = block.input;
    const id = nextId();
    const { element } = this.#control(block.controls[0], block.at_once);
    const grouped = element.classList.contains("choices");
    element.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
    if (block.error) element.setAttribute("aria-invalid", "true");
    element.setAttribute(grouped ? "aria-labelledby" : "id", grouped ? `${id}-label` : id);
    element.removeAttribute("aria-label");
    // Enter tells the app what was typed, and submits nothing.
    const line = block.at_once && element.tagName === "INPUT";
    if (line) element.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    return make("div", { class: "block input" },
      make(grouped ? "p" : "label", { class: "label", id: `${id}-label`, for: grouped ? null : id }, label,
        optional ? make("span", { class: "optional" }, " (optional)") : null),
      element,
      make("p", { class: "error", id: `${id}-error`, role: "alert" }, block.error),
      make("p", { class: "hint", id: `${id}-hint` }, hint));
  }

  #control(told, atOnce) {
    const field = control(told, (used, value) => atOnce && this.#use(used, value, this.values()));
    if (field.read) {
      const key = `${told.block_id}\n${told.action_id}\n${told.kind}`;
      this.#fields.push({ ...field, told, key, before: String(field.read()) });
    }
    return field;
  }
}

function inside(element) {
  return element.querySelector("input:checked") ?? element.querySelector("input") ?? element;
}
