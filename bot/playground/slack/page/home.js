// The two tabs of the app: what one says to it, and the Home that it shows.

import { make } from "./dom.js";
import { Panel } from "./panel.js";

export class Home {
  #view = null;

  /** `acts`: {look(tab), use(view id, told, value, values)}. */
  constructor(pane, acts) {
    this.pane = pane;
    this.tabs = pane.querySelector("[role=tablist]");
    this.section = pane.querySelector(".home");
    this.trouble = make("p", { class: "trouble", role: "alert" });
    this.empty = make("p", { class: "empty" }, "The app shows nothing here yet.");
    this.panel = new Panel(async (told, value, values) => {
      const answer = await acts.use(this.#view.id, told, value, values);
      this.trouble.textContent = answer.ok ? "" : `That did not work: ${answer.error}`;
    });
    this.section.append(this.empty, this.panel.element, this.trouble);
    for (const tab of this.tabs.children) tab.addEventListener("click", () => acts.look(tab.dataset.tab));
    this.tabs.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
      const other = [...this.tabs.children].find((tab) => tab.getAttribute("aria-selected") === "false");
      acts.look(other.dataset.tab);
      other.focus();
    });
  }

  /** What Home shows now. */
  show(view) {
    this.#view = view;
    this.empty.hidden = Boolean(view);
    this.panel.element.hidden = !view;
    if (view) this.panel.draw(view);
  }

  /** Open a tab; no tabs at all where `offered` is false. */
  turn(tab, offered) {
    this.tabs.hidden = !offered;
    this.pane.dataset.tab = tab;
    this.section.hidden = tab !== "home";
    for (const one of this.tabs.children) {
      const here = one.dataset.tab === tab;
      one.setAttribute("aria-selected", String(here));
      one.tabIndex = here ? 0 : -1;
    }
  }
}
