// The line above a thread's composer that says who is at work there, with Slack's own Stop.

import { send } from "./live.js";
import { make } from "./dom.js";

export class Working {
  #standing = new Map();
  #workspace;
  #line;

  /** `composer`: the line stands right above it. */
  constructor(composer, workspace) {
    this.#workspace = workspace;
    this.#line = make("div", { class: "working", role: "status" });
    composer.before(this.#line);
  }

  /** All that is known, as a "workspace" frame tells it. */
  begin(statuses) {
    this.#standing = new Map((statuses ?? []).map((told) => [key(told), told]));
  }

  /** One "status" frame. */
  put(told) {
    this.#standing.set(key(told), told);
  }

  /** Draw the thread that is open; `thread` null: none is. */
  draw(channel, thread) {
    const told = thread && this.#standing.get(key({ channel, thread_ts: thread }));
    const works = Boolean(told?.works && told.until * 1000 > Date.now());
    this.#line.hidden = !works;
    if (!works) return this.#line.replaceChildren();
    const bot = this.#workspace.users.find((user) => user.is_bot);
    const stop = told.stoppable && make("button", { type: "button", onclick: () => this.#stop(stop, told) }, "Stop");
    this.#line.replaceChildren(make("span", {}, `${bot?.real_name ?? "The app"} is working…`), ...(stop ? [stop] : []));
  }

  async #stop(button, { channel, thread_ts }) {
    button.disabled = true;
    const answer = await send("/stop", { user: this.#workspace.me, channel, thread_ts });
    if (!answer.ok) button.disabled = false;
  }
}

function key({ channel, thread_ts }) {
  return `${channel}/${thread_ts}`;
}
