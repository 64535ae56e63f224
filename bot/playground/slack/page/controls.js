// What an app offers to press, to choose and to fill in; all words are set as text.

import { icon, make } from "./dom.js";
import { ask, openMenu } from "./menu.js";

const TRASH = "M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6M9 9v4.5M11 9v4.5";
const UP = "M6.5 9L9.5 3.5c1.3 0 2 1 1.7 2.3L10.7 8h4.1c1 0 1.6.9 1.4 1.8l-1.1 5a1.6 1.6 0 0 1-1.6 1.2h-7zM3.5 9h3v7h-3z";
const DOWN = "M6.5 11l3 5.5c1.3 0 2-1 1.7-2.3L10.7 12h4.1c1 0 1.6-.9 1.4-1.8l-1.1-5A1.6 1.6 0 0 0 13.5 4h-7zM3.5 4h3v7h-3z";
const OPENS = /^(https?:|mailto:)/i;
let count = 0;

/**
 * `{element, read()}` for one control. `use(told, value)` brings a press or a choice to the app;
 * `read` gives what stands in a field, and is null where nothing does.
 */
export function control(told, use) {
  return (KINDS[told.kind] ?? unknown)(told, (value) => used(told, value, use));
}

/** An id that no other field has. */
export function nextId() {
  return `field-${(count += 1)}`;
}

/** Bring it to the app, unless the person says no where that is asked; whether they did not. */
async function used(told, value, use) {
  if (told.confirm && !(await ask(told.confirm, told.style === "danger"))) return false;
  const url = told.url ?? told.options?.find((option) => option.value === value)?.url;
  if (url && OPENS.test(url)) window.open(url, "_blank", "noopener,noreferrer");
  await use(told, value);
  return true;
}

function mark(told) {
  return { "data-action-id": told.action_id, "data-block-id": told.block_id };
}

function button(told, use) {
  const element = make("button", {
    type: "button", class: told.style || null, ...mark(told), "data-value": told.value ?? "",
    "aria-label": told.accessibility_label, onclick: () => use(told.value ?? ""),
  }, told.text);
  return { element, read: null };
}

function overflow(told, use) {
  const items = told.options.map(({ text, description, value }) => ({ text, description, choose: () => use(value) }));
  const element = make("button", {
    type: "button", class: "overflow", ...mark(told), "aria-label": "More options", title: "More options",
    "aria-haspopup": "menu", "aria-expanded": "false", onclick: () => openMenu(element, items, "More options"),
  }, "⋯");
  return { element, read: null };
}

function select(told, use) {
  const chosen = told.chosen[0] ?? "";
  let kept = chosen;
  const choose = async () => {
    if (await use(element.value)) kept = element.value;
    else element.value = kept;
  };
  const one = ({ text, value }) => make("option", { value, selected: value === chosen }, text);
  const options = told.groups
    ? told.groups.map((group) => make("optgroup", { label: group.label }, ...group.options.map(one)))
    : told.options.map(one);
  const words = told.placeholder ?? "Choose an option";
  const element = make("select", { ...mark(told), "aria-label": words, onchange: choose },
    make("option", { value: "", selected: !chosen }, words), ...options);
  return { element, read: () => element.value, write: (value) => (element.value = value) };
}

function group(told, use, type) {
  const name = nextId();
  const boxes = told.options.map(({ value }) => make("input", {
    type, name, value, checked: told.chosen.includes(value), onchange: () => choose(),
  }));
  let kept = told.chosen;
  const choose = async () => {
    if (await use(read())) kept = read();
    else write(kept);
  };
  const values = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const read = () => (type === "radio" ? values()[0] ?? "" : values());
  const write = (value) => boxes.forEach((box) => (box.checked = [value].flat().includes(box.value)));
  const rows = told.options.map(({ text, description }, at) => make("label", {}, boxes[at],
    make("span", {}, text, description ? make("small", {}, description) : null)));
  const role = type === "radio" ? "radiogroup" : "group";
  return { element: make("div", { class: "choices", role, ...mark(told) }, ...rows), read, write };
}

function feedback(told, use) {
  const one = ({ text, value, accessibility_label: label }, path) => {
    const element = make("button", {
      type: "button", class: "thumb", ...mark(told), "data-value": value, "aria-label": label ?? text,
      title: text, "aria-pressed": "false", onclick: () => press(element, value),
    }, icon(path));
    return element;
  };
  const thumbs = [one(told.positive_button, UP), one(told.negative_button, DOWN)];
  const press = (element, value) => {
    thumbs.forEach((thumb) => thumb.setAttribute("aria-pressed", String(thumb === element)));
    use(value);
  };
  return { element: make("span", { class: "feedback", role: "group", "aria-label": "Feedback" }, ...thumbs), read: null };
}

function trash(told, use) {
  const element = make("button", {
    type: "button", class: "thumb", ...mark(told), "data-value": told.value ?? "", title: told.text,
    "aria-label": told.accessibility_label ?? told.text, onclick: () => use(told.value ?? ""),
  }, icon(TRASH));
  return { element, read: null };
}

function words(told, use) {
  const element = make(told.multiline ? "textarea" : "input", {
    ...mark(told), type: told.multiline ? null : "text", rows: told.multiline ? "4" : null, autocomplete: "off",
    placeholder: told.placeholder, maxlength: told.max_length,
    onkeydown: (event) => event.key === "Enter" && !told.multiline && use(element.value),
  });
  element.value = told.value;
  return { element, read: () => element.value, write: (value) => (element.value = value) };
}

function number(told, use) {
  const field = words(told, use);
  field.element.setAttribute("inputmode", told.is_decimal_allowed ? "decimal" : "numeric");
  return field;
}

function unknown(told) {
  return { element: make("span", { class: "unknown" }, `(${told.kind})`), read: null };
}

const KINDS = {
  button, overflow, static_select: select, conversations_select: select, feedback_buttons: feedback, icon_button: trash,
  radio_buttons: (told, use) => group(told, use, "radio"),
  checkboxes: (told, use) => group(told, use, "checkbox"),
  plain_text_input: words, number_input: number,
};
