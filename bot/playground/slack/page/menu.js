// Things that lie over the page for a moment: a menu to choose from, a question to answer.

import { make } from "./dom.js";

const GAP = 4; // pixels between a menu and what opened it

/** Open a menu at `anchor`. `items`: [{text, description, danger, choose()}]. */
export function openMenu(anchor, items, label) {
  const close = (back = true) => {
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", away, true);
    if (back) anchor.focus();
  };
  const away = (event) => menu.contains(event.target) || close(false);
  const buttons = items.map((item) => make("button", {
    type: "button", role: "menuitem", tabindex: "-1", class: item.danger ? "danger" : null,
    onclick: () => { close(); item.choose(); },
  }, make("span", {}, item.text), item.description ? make("small", {}, item.description) : null));
  const menu = make("div", {
    class: "menu-list", role: "menu", "aria-label": label,
    onkeydown: (event) => walk(event, buttons, close),
  }, ...buttons);
  // A modal dialog covers all that is not inside it.
  (anchor.closest("dialog") ?? document.body).append(menu);
  place(menu, anchor);
  anchor.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", away, true);
  buttons[0]?.focus();
}

/** Ask a question; whether the answer was yes. `told`: {title, text, confirm, deny}. */
export function ask(told, danger = false) {
  return new Promise((done) => {
    const yes = make("button", { type: "button", class: danger ? "danger" : "primary", onclick: () => end(true) }, told.confirm);
    const no = make("button", { type: "button", onclick: () => end(false) }, told.deny);
    const dialog = make("dialog", { class: "question", "aria-label": told.title, onclose: () => end(false) },
      make("h2", {}, told.title), make("p", {}, told.text), make("div", { class: "row" }, no, yes));
    const end = (answer) => {
      dialog.close();
      dialog.remove();
      done(answer);
    };
    document.body.append(dialog);
    dialog.showModal();
    yes.focus();
  });
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect();
  const below = at.bottom + GAP + menu.offsetHeight <= innerHeight;
  menu.style.top = `${Math.max(GAP, below ? at.bottom + GAP : at.top - GAP - menu.offsetHeight)}px`;
  menu.style.left = `${Math.max(GAP, Math.min(at.left, innerWidth - menu.offsetWidth - GAP))}px`;
}

function walk(event, buttons, close) {
  const at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    buttons[to % buttons.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  }
}
