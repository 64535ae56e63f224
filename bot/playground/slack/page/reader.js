// A canvas, read in a window over the page.

import { icon, make } from "./dom.js";

const CROSS = "M5 5l10 10M15 5L5 15";
const TROUBLE = { 403: "Nobody shared this canvas with you.", 404: "There is no such canvas." };

export class Reader {
  constructor() {
    this.title = make("h2", { id: "canvas-title" });
    this.body = make("div", { class: "inner body", tabindex: "0" });
    const close = make("button", {
      type: "button", class: "close", "aria-label": "Close", title: "Close (Esc)", onclick: () => this.close(),
    }, icon(CROSS));
    this.dialog = make("dialog", { class: "modal canvas", "aria-labelledby": "canvas-title" },
      make("header", {}, this.title, close), this.body);
    document.body.append(this.dialog);
  }

  /** Show the canvas with this id, if `person` may read it. */
  async open(id, person) {
    const answer = await fetch(`/canvas/${id}?as=${person}`).catch(() => null);
    if (answer?.ok) {
      const { title, html } = await answer.json();
      this.title.textContent = title;
      // The server made this HTML from an allow-list (markdown.py); all else is set as text.
      this.body.innerHTML = html;
    } else {
      this.title.textContent = "Canvas";
      this.body.textContent = TROUBLE[answer?.status] ?? "The playground does not answer.";
    }
    if (!this.dialog.open) this.dialog.showModal();
    this.body.focus();
  }

  close() {
    this.dialog.close();
  }
}
