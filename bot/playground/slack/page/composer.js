// Where a person types: Enter sends, Shift+Enter is a new line, / and @ complete themselves.

import { complete } from "./completion.js";
import { avatar, icon, make } from "./dom.js";
import { told } from "./files.js";
import { openMenu } from "./menu.js";

const PLANE = "M3 3.5l14.5 6.5L3 16.5l2-5.5 6-1-6-1z";
const CLIP = "M13.5 6.5l-6 6a1.8 1.8 0 0 0 2.5 2.5l6-6a3.5 3.5 0 0 0-5-5l-6 6a5.2 5.2 0 0 0 7.4 7.4l4.6-4.6";
const BOLT = "M11 2.5L4.5 11.5H9l-1 6 6.5-9H10z";
let count = 0;

export class Composer {
  #drafts = new Map();
  #place = { channel: "", thread: null };
  #offer = null;
  #at = 0;
  #files = [];
  #workspace;
  #type;

  /** `type(place, text, files)` sends and answers {ok, error}; `shortcut(one)` likewise. */
  constructor(element, workspace, type, shortcut) {
    this.#workspace = workspace;
    this.#type = type;
    const id = `offers-${(count += 1)}`;
    this.text = make("textarea", {
      rows: "1", spellcheck: "true", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": id,
      oninput: () => this.#changed(), onkeydown: (event) => this.#key(event),
      onblur: () => this.#withdraw(), onclick: () => this.#suggest(),
    });
    this.offers = make("div", { class: "offers", role: "listbox", "aria-label": "Completions", id, hidden: true });
    this.error = make("p", { class: "error", role: "alert" });
    this.button = make("button", {
      type: "button", class: "send", "aria-label": "Send", title: "Send (Enter)", onclick: () => this.send(),
    }, icon(PLANE));
    this.slash = this.#starter("/", "Commands");
    this.shortcuts = this.#shortcuts(shortcut);
    this.chosen = make("ul", { class: "files", "aria-label": "Files to send" });
    const bar = make("div", { class: "bar" }, this.#clip(), this.#starter("@", "Mention somebody"), this.slash,
      this.shortcuts, make("span", { class: "keys" }, "Shift + Enter for a new line"), this.button);
    element.append(this.offers, make("div", { class: "box" }, this.text, this.chosen, bar), this.error);
  }

  /** Type somewhere else; what was begun here waits as a draft. */
  move(place, words) {
    this.#drafts.set(draftKey(this.#place), this.text.value);
    if (draftKey(place) !== draftKey(this.#place)) this.#hold([]);
    this.#place = place;
    this.text.placeholder = words;
    this.text.setAttribute("aria-label", words);
    this.slash.hidden = Boolean(place.thread);
    this.shortcuts.hidden = Boolean(place.thread) || !this.#workspace.within("global").length;
    this.fill(this.#drafts.get(draftKey(place)) ?? "", false);
  }

  fill(text, focus = true) {
    this.text.value = text;
    if (focus) this.text.focus();
    this.text.setSelectionRange(text.length, text.length);
    this.#changed();
    if (!focus) this.#withdraw();
  }

  get empty() {
    return !this.text.value.trim() && !this.#files.length;
  }

  async send() {
    if (this.empty) return;
    const [text, files, place] = [this.text.value.trim(), this.#files, this.#place];
    this.#hold([]);
    this.fill("");
    const answer = await this.#type(place, text, files);
    if (answer.ok) return;
    if (this.#place === place && this.empty) {
      this.#hold(files);
      this.fill(text);
    }
    this.complain(answer);
  }

  /** Say below the composer that something was not sent. */
  complain({ ok, error }) {
    this.error.textContent = ok ? "" : `Not sent: ${error}`;
  }

  /** The paper-clip, and the hidden field behind it that asks the browser for files. */
  #clip() {
    const words = "Add files";
    this.field = make("input", {
      type: "file", multiple: true, hidden: true, "aria-label": words,
      onchange: () => {
        this.#hold([...this.#files, ...this.field.files]);
        this.field.value = ""; // so that the same file may be chosen again
        this.text.focus();
      },
    });
    const button = make("button", {
      type: "button", class: "starter", "aria-label": words, title: words, onclick: () => this.field.click(),
    }, icon(CLIP));
    return make("span", {}, this.field, button);
  }

  #shortcuts(shortcut) {
    const use = async (one) => {
      const answer = await shortcut(one);
      if (!answer.ok) this.error.textContent = `That did not work: ${answer.error}`;
    };
    const button = make("button", {
      type: "button", class: "starter", "aria-label": "Shortcuts", title: "Shortcuts", "aria-haspopup": "menu",
      onclick: () => openMenu(button, this.#workspace.within("global").map((one) =>
        ({ text: one.name, description: one.description, choose: () => use(one) })), "Shortcuts"),
    }, icon(BOLT));
    return button;
  }

  #hold(files) {
    this.#files = files;
    this.chosen.replaceChildren(...files.map((file) => make("li", {},
      make("span", { class: "file" }, file.name), make("span", { class: "size" }, told(file.size)),
      make("button", {
        type: "button", "aria-label": `Remove ${file.name}`, title: "Remove",
        onclick: () => this.#hold(this.#files.filter((other) => other !== file)),
      }, "×"))));
    this.button.disabled = this.empty;
  }

  #starter(sign, words) {
    return make("button", {
      type: "button", class: "starter", "aria-label": words, title: words,
      onmousedown: (event) => event.preventDefault(), // keeps the caret where it is
      onclick: () => this.#start(sign),
    }, sign);
  }

  #start(sign) {
    const { value, selectionStart: caret } = this.text;
    this.text.focus();
    if (sign === "/") return this.fill(value.startsWith("/") ? value : sign + value.trimStart());
    const space = caret && !/\s$/.test(value.slice(0, caret)) ? " " : "";
    this.text.setRangeText(space + sign, caret, this.text.selectionEnd, "end");
    this.#changed();
  }

  #changed() {
    this.error.textContent = "";
    this.#grow();
    this.button.disabled = this.empty;
    this.#suggest();
  }

  /** Be as tall as the text, in browsers whose style sheets can't (`field-sizing`). */
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  #suggest() {
    const typed = this.text.value.slice(0, this.text.selectionStart);
    this.#offer = complete(typed, this.#workspace, this.#place);
    this.#at = 0;
    this.#drawOffer();
  }

  #withdraw() {
    this.#offer = null;
    this.#drawOffer();
  }

  #drawOffer() {
    this.offers.hidden = !this.#offer;
    const options = this.#offer?.options ?? [];
    this.offers.replaceChildren(...options.map((option, at) => make("div", {
      class: "offer", role: "option", id: `${this.offers.id}-${at}`, "aria-selected": String(at === this.#at),
      onmousedown: (event) => { event.preventDefault(); this.#choose(option); },
    },
    option.user ? avatar(option.user, "small") : null,
    make("b", {}, option.title), make("span", { class: "usage" }, option.usage),
    make("span", { class: "hint" }, option.hint))));
    if (options.length) this.text.setAttribute("aria-activedescendant", `${this.offers.id}-${this.#at}`);
    else this.text.removeAttribute("aria-activedescendant");
    this.offers.children[this.#at]?.scrollIntoView({ block: "nearest" });
  }

  #choose(option) {
    this.text.setRangeText(`${option.insert} `, this.#offer.from, this.text.selectionStart, "end");
    this.#changed();
  }

  #key(event) {
    if (event.isComposing) return; // an input method's Enter picks a word, it does not send
    if (this.#offer && this.#keyInOffer(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  /** Whether the key was meant for the list of offers. */
  #keyInOffer(event) {
    const { options, from } = this.#offer;
    const step = { ArrowDown: 1, ArrowUp: options.length - 1 }[event.key];
    if (step) {
      this.#at = (this.#at + step) % options.length;
      this.#drawOffer();
      return true;
    }
    if (event.key === "Escape") {
      event.stopPropagation();
      this.#withdraw();
      return true;
    }
    const option = options[this.#at];
    const whole = this.text.value.slice(from) === option.insert;
    if (event.key === "Tab" || (event.key === "Enter" && !event.shiftKey && !whole)) {
      this.#choose(option);
      return true;
    }
    return false;
  }
}

function draftKey({ channel, thread }) {
  return `${channel}/${thread ?? ""}`;
}
