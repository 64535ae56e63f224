// What the agent offers to say next, as a row of words above a composer; a click says them.

import { make } from "./dom.js";

export class Prompts {
  #offers = new Map();
  #workspace;
  #say;
  #row;

  /** `say(place, words)` sends; the row stands right above `composer`. */
  constructor(composer, workspace, say) {
    this.#workspace = workspace;
    this.#say = say;
    this.#row = make("div", { class: "prompts", role: "group", hidden: true });
    composer.before(this.#row);
  }

  /** All that is offered, as a "workspace" frame tells it. */
  begin(offers) {
    this.#offers = new Map((offers ?? []).map((told) => [key(told), told]));
  }

  /** One "offer" frame. */
  put(told) {
    this.#offers.set(key(told), told);
  }

  /** Draw what is offered in the place that is open; `thread` null: the channel itself. */
  draw(channel, thread) {
    const { title, prompts } = this.#offered(channel, thread);
    this.#row.hidden = !prompts.length;
    this.#row.setAttribute("aria-label", title || "Suggested prompts");
    const words = title ? [make("span", { class: "title" }, title)] : [];
    this.#row.replaceChildren(...words, ...prompts.map((prompt) => make("button", {
      type: "button", title: prompt.message, onclick: () => this.#say({ channel, thread }, prompt.message),
    }, prompt.title)));
  }

  /** What was offered there; where nobody said anything yet, the app's own prompts. */
  #offered(channel, thread) {
    const told = this.#offers.get(key({ channel, thread_ts: thread ?? "" }));
    if (told?.prompts.length) return told;
    const fresh = !thread && this.#workspace.channel(channel)?.kind === "im" && !this.#workspace.roots(channel).length;
    return { title: "", prompts: fresh ? this.#workspace.prompts : [] };
  }
}

function key({ channel, thread_ts }) {
  return `${channel}/${thread_ts}`;
}
