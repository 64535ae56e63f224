// One message, as it stands in a pane; what did not change is not touched.

import { control } from "./controls.js";
import { avatar, icon, make } from "./dom.js";
import { edit } from "./editor.js";
import { told } from "./files.js";
import { ask, openMenu } from "./menu.js";
import { brief, clock, when } from "./time.js";
import { isRoot, nameOf } from "./workspace.js";

const BUBBLE = "M4 4.5h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H9l-4 3.5v-3.5H4a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z";
const EYE = "M2 10s3-5.5 8-5.5 8 5.5 8 5.5-3 5.5-8 5.5-8-5.5-8-5.5zM10 7.7a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z";
const DOTS = "M3.7 10h.6M9.7 10h.6M15.7 10h.6";
const SHEET = "M5 2.5h6.5L15.5 7v10.5H5zM11.5 2.5V7h4";

export class MessageView {
  #drawn = {};
  #acts;
  #workspace;

  /**
   * `acts`: {thread(message), press(message, control, value), edit(message, text), remove(message),
   * shortcut(one, message)}; all but the first answer {ok, error}.
   */
  constructor(message, workspace, acts) {
    this.#acts = acts;
    this.#workspace = workspace;
    const author = workspace.user(message.user, message.name);
    this.body = make("div", { class: "body" });
    this.files = make("ul", { class: "files", "aria-label": "Files" });
    this.footer = make("div", { class: "footer" });
    this.buttons = make("div", { class: "buttons" });
    this.trouble = make("p", { class: "trouble", role: "alert" });
    this.thread = make("div", { class: "thread" });
    this.edited = make("span", { class: "edited" });
    this.element = make(
      "article",
      { class: "message", "data-ts": message.ts, "data-user": message.user, "data-name": message.name },
      avatar(author),
      make("time", { class: "beside", "aria-hidden": "true" }, brief(message.ts)),
      make("div", { class: "content" }, this.#byline(message, author), this.body, this.edited,
        this.files, this.footer, this.buttons, this.trouble, this.thread),
    );
    if (!message.ephemeral_to) this.element.append(this.#tools());
    else this.element.classList.add("ephemeral");
  }

  /** Draw `message`; `inThread`: no way into the thread, we are there; `compact`: no byline. */
  update(message, { compact, inThread }) {
    this.message = message;
    this.element.classList.toggle("compact", compact);
    this.element.classList.toggle("tombstone", Boolean(message.deleted));
    this.more?.toggleAttribute("hidden", !this.#choices().length);
    // The server made this HTML from an allow-list (render.py); all else is set as text.
    this.#once("html", message.html, () => (this.body.innerHTML = message.html));
    this.element.dataset.stream = message.stream ?? "";
    this.#once("files", JSON.stringify(message.files ?? []), () => this.#drawFiles());
    this.#once("footer", message.footer_html, () => (this.footer.innerHTML = message.footer_html ?? ""));
    this.#once("edited", message.edited, () => (this.edited.textContent = message.edited ? "(edited)" : ""));
    this.#once("controls", JSON.stringify(message.controls ?? []), () => this.#drawControls());
    const replies = inThread || !isRoot(message) ? [] : this.#workspace.replies(message.channel, message.ts)
      .filter((reply) => !reply.ephemeral_to);
    const count = inThread ? 0 : Math.max(message.reply_count ?? 0, replies.length);
    const last = replies.at(-1)?.ts;
    this.#once("thread", `${count} ${last}`, () => this.#drawThread(count, replies, last));
  }

  #once(what, value, draw) {
    if (this.#drawn[what] === value) return;
    this.#drawn[what] = value;
    draw();
  }

  #byline(message, author) {
    const time = make("time", { datetime: when(message.ts).toISOString() }, clock(message.ts));
    return make("header", {},
      message.ephemeral_to ? make("p", { class: "whisper" }, icon(EYE), "Only visible to you") : null,
      make("b", { class: "name" }, message.name || nameOf(author)),
      author.is_bot ? make("span", { class: "app" }, "App") : null,
      time);
  }

  #tools() {
    const reply = make("button", {
      type: "button", class: "reply", "aria-label": "Reply in thread", title: "Reply in thread",
      onclick: () => this.#acts.thread(this.message),
    }, icon(BUBBLE));
    this.more = make("button", {
      type: "button", "aria-label": "More actions", title: "More actions", "aria-haspopup": "menu",
      "aria-expanded": "false", onclick: () => openMenu(this.more, this.#choices(), "More actions"),
    }, icon(DOTS));
    return make("div", { class: "tools" }, reply, this.more);
  }

  /** What the menu of this message offers to the person who looks at it. */
  #choices() {
    if (this.message.deleted) return [];
    const offered = this.#workspace.within("message").map((one) => ({
      text: one.name, description: one.description, choose: () => this.#try(this.#acts.shortcut(one, this.message)),
    }));
    if (this.message.user !== this.#workspace.me) return offered;
    return [
      { text: "Edit message", choose: () => this.#edit() }, ...offered,
      { text: "Delete message…", danger: true, choose: () => this.#remove() },
    ];
  }

  #edit() {
    edit(this.body, this.message.source, async (text) => {
      const answer = await this.#acts.edit(this.message, text);
      this.#complain(answer);
      return answer.ok;
    });
  }

  async #remove() {
    const sure = await ask({
      title: "Delete message", text: "Are you sure you want to delete this message? This cannot be undone.",
      confirm: "Delete", deny: "Cancel",
    }, true);
    if (sure) await this.#try(this.#acts.remove(this.message));
  }

  #drawFiles() {
    this.files.replaceChildren(...(this.message.files ?? []).map(({ id, name, title, size, mimetype }) => {
      const address = { href: `/file/${id}`, target: "_blank", rel: "noopener noreferrer", title: name };
      const words = title && title !== name ? `${title} (${name})` : name;
      const picture = mimetype.startsWith("image/") && make("img", { src: address.href, alt: words, loading: "lazy" });
      return make("li", picture ? { class: "picture" } : {},
        picture ? make("a", address, picture) : icon(SHEET),
        make("a", { class: "file", ...address }, words), make("span", { class: "size" }, told(size)));
    }));
  }

  #drawControls() {
    const seen = (this.message.controls ?? []).filter(({ visible_to_user_ids: only }) =>
      !only?.length || only.includes(this.#workspace.me));
    this.buttons.replaceChildren(...seen.map((told) => {
      const { element } = control(told, (used, value) => this.#press(element, used, value));
      return element;
    }));
  }

  async #press(element, used, value) {
    element.disabled = true;
    await this.#try(this.#acts.press(this.message, used, value));
    element.disabled = false;
  }

  async #try(act) {
    this.trouble.textContent = "";
    this.#complain(await act);
  }

  #complain({ ok, error }) {
    this.trouble.textContent = ok ? "" : `That did not work: ${error}`;
  }

  #drawThread(count, replies, last) {
    if (!count) return this.thread.replaceChildren();
    const faces = [...new Map(replies.map((reply) => [reply.user, reply])).values()].slice(0, 4);
    this.thread.replaceChildren(make("button", {
      type: "button", class: "replies", onclick: () => this.#acts.thread(this.message),
    },
    ...faces.map((reply) => avatar(this.#workspace.user(reply.user, reply.name), "small")),
    make("span", { class: "count" }, count === 1 ? "1 reply" : `${count} replies`),
    last ? make("span", { class: "last" }, `Last reply ${clock(last)}`) : null));
  }
}
