// A list of messages that follows what is being written, unless the person reads further up.

import { arrange, make } from "./dom.js";
import { MessageView } from "./message.js";
import { day } from "./time.js";

const TOGETHER = 300; // seconds in which one person's messages share a byline
const NEAR = 48; // pixels from the end that still count as reading along
const MORE = "More: / or ! as you type, the ⋯ menu of a message, the bolt below for shortcuts, and Home.";

export class Pane {
  channel = null;
  thread = null;
  #views = new Map();
  #workspace;
  #acts;

  constructor(element, workspace, acts) {
    this.element = element;
    this.log = element.querySelector(".log");
    this.#workspace = workspace;
    this.#acts = acts;
    // Text that grows taller after drawing (a window made narrower) keeps its end in sight too.
    new ResizeObserver(() => this.#follow && this.#toEnd()).observe(this.log);
    this.log.addEventListener("scroll", () => (this.#follow = this.#atEnd()), { passive: true });
  }

  #follow = true;

  /** Show a channel, or with `thread` (a ts) the thread below that message. */
  show(channel, thread = null) {
    this.channel = channel;
    this.thread = thread;
    this.#views.clear();
    this.element.dataset.place = channel;
    this.log.replaceChildren();
    this.#follow = true;
    this.draw();
  }

  draw() {
    if (!this.channel) return;
    const messages = this.#messages();
    const rows = this.thread ? [] : [this.#beginning()];
    const heard = messages.filter((message) => !message.ephemeral_to).length;
    let before = null;
    for (const message of messages) {
      rows.push(...this.#between(before, message, heard), this.#row(message, before));
      before = message;
    }
    if (messages.length <= (this.thread ? 1 : 0)) rows.push(this.#suggestions());
    arrange(this.log, rows);
    if (this.#follow) this.#toEnd();
  }

  /** Bring one message into sight, and the focus to it; whether it stands here. */
  reveal(ts) {
    const element = this.#views.get(ts)?.element;
    if (!element) return false;
    this.#follow = false;
    element.scrollIntoView({ block: "center" });
    element.tabIndex = -1;
    element.focus();
    return true;
  }

  #messages() {
    if (!this.thread) return this.#workspace.roots(this.channel);
    const root = this.#workspace.message(this.channel, this.thread);
    return [...(root ? [root] : []), ...this.#workspace.replies(this.channel, this.thread)];
  }

  #row(message, before) {
    const view = this.#keep(message.ts, () => new MessageView(message, this.#workspace, this.#acts));
    const compact = Boolean(before) && before.user === message.user && before.name === message.name
      && message.ts - before.ts < TOGETHER && !before.reply_count && !message.ephemeral_to
      && !before.ephemeral_to && before.ts !== this.thread && day(before.ts) === day(message.ts);
    view.update(message, { compact, inThread: Boolean(this.thread) });
    return view.element;
  }

  /** What stands between two messages: a new day, or the number of replies below a root. */
  #between(before, message, count) {
    if (!this.thread) {
      const date = day(message.ts);
      if (before && day(before.ts) === date) return [];
      const rule = this.#keep(`rule ${date}`, () => make("hr", { class: "rule" }));
      return [rule, this.#divider(`day ${date}`, date)];
    }
    if (before?.ts !== this.thread || count < 2) return [];
    return [this.#divider("below", count === 2 ? "1 reply" : `${count - 1} replies`)];
  }

  #divider(key, words) {
    const divider = this.#keep(key, () => make("div", { class: `divider ${key.split(" ")[0]}` }, make("span")));
    divider.firstChild.textContent = words;
    return divider;
  }

  #beginning() {
    return this.#keep("beginning", () => {
      const place = this.#workspace.channel(this.channel);
      const name = place?.kind === "im" ? place.name : `#${place?.name ?? ""}`;
      const words = place?.kind === "im"
        ? "This is a direct message: nobody else reads it, and no mention is needed."
        : `This is the very beginning of the ${name} channel.`;
      return make("section", { class: "beginning" }, make("h3", {}, name), make("p", {}, words));
    });
  }

  #suggestions() {
    return this.#keep("suggestions", () => {
      const place = this.#workspace.channel(this.channel);
      // Slack has no commands in threads.
      const fit = this.#workspace.suggestions.filter((text) => !this.thread || !text.startsWith("/"));
      const texts = fit.map((text) => (place?.kind === "im" ? text.replace(/^@\S+ /, "") : text));
      const buttons = texts.map((text) => make("button", {
        type: "button", onclick: () => this.#acts.suggest(text, this.thread),
      }, text));
      return make("section", { class: "suggestions", "aria-label": "Suggestions" },
        buttons.length ? make("p", {}, "Try one of these:") : null, ...buttons,
        buttons.length ? make("p", {}, MORE) : null);
    });
  }

  #keep(key, build) {
    if (!this.#views.has(key)) this.#views.set(key, build());
    return this.#views.get(key);
  }

  #atEnd() {
    return this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < NEAR;
  }

  #toEnd() {
    this.log.scrollTop = this.log.scrollHeight;
  }
}
