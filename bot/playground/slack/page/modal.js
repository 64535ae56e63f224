// The modal a person has open: the browser keeps the focus in it, Escape closes it.

import { icon, make } from "./dom.js";
import { Panel } from "./panel.js";

const CROSS = "M5 5l10 10M15 5L5 15";

export class Modal {
  #view = null;
  #acts;

  /** `acts`: {submit(view id, values), dismiss(view id), use(view id, told, value, values)}. */
  constructor(acts) {
    this.#acts = acts;
    this.panel = new Panel((told, value, values) => this.#use(told, value, values));
    this.title = make("h2", { id: "modal-title" });
    this.trouble = make("p", { class: "trouble", role: "alert" });
    this.submit = make("button", { type: "submit", class: "primary" });
    this.cancel = make("button", { type: "button", onclick: () => this.#dismiss() });
    const close = make("button", {
      type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: () => this.#dismiss(),
    }, icon(CROSS));
    const form = make("form", { novalidate: true, onsubmit: (event) => this.#submit(event) },
      make("header", {}, this.title, close),
      make("div", { class: "inner" }, this.panel.element, this.trouble),
      make("footer", { class: "row" }, this.cancel, this.submit));
    this.dialog = make("dialog", {
      class: "modal", "aria-labelledby": "modal-title", oncancel: (event) => { event.preventDefault(); this.#dismiss(); },
      onclose: () => this.#dismiss(), // a browser may close it whatever we say
    }, form);
    document.body.append(this.dialog);
  }

  /** Show `view`, or none. */
  show(view) {
    const another = view?.id !== this.#view?.id;
    this.#view = view;
    if (!view) {
      if (this.dialog.open) this.dialog.close();
      return;
    }
    this.title.textContent = view.title;
    this.trouble.textContent = view.trouble;
    this.cancel.textContent = view.close || (view.depth > 1 ? "Back" : "Cancel");
    this.submit.textContent = view.submit;
    this.submit.hidden = !view.submit;
    this.submit.disabled = !view.can_submit;
    this.panel.draw(view);
    if (!this.dialog.open) this.dialog.showModal();
    if (another || view.blocks.some((block) => block.error)) (this.panel.first ?? this.submit).focus();
  }

  async #submit(event) {
    event.preventDefault();
    if (!this.#view?.submit || this.submit.disabled) return;
    this.submit.disabled = true;
    const view = this.#view;
    const answer = await this.#acts.submit(view.id, this.panel.values());
    this.submit.disabled = this.#view ? !this.#view.can_submit : false;
    if (!answer.ok && this.#view === view && !view.trouble) this.trouble.textContent = `That did not work: ${answer.error}`;
  }

  #dismiss() {
    if (this.#view) this.#acts.dismiss(this.#view.id);
  }

  async #use(told, value, values) {
    const answer = await this.#acts.use(this.#view.id, told, value, values);
    if (!answer.ok) this.trouble.textContent = `That did not work: ${answer.error}`;
  }
}
