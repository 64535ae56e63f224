// The places one can go, and the people one can be.

import { avatar, icon, make } from "./dom.js";
import { nameOf } from "./workspace.js";

const LANGUAGES = { "en-US": "English", "pl-PL": "Polski", "zh-TW": "繁體中文" };
const LOCK = "M5.5 9h9a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-9a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1zM7 9V6.2a3 3 0 0 1 6 0V9";

export class Sidebar {
  #unread = new Map();
  #workspace;
  #acts;

  /** `acts`: {go(channel id), become(user id), speak(locale)}. */
  constructor(element, workspace, acts) {
    this.team = element.querySelector(".team");
    this.places = element.querySelector(".places");
    this.people = element.querySelector("[role=radiogroup]");
    this.language = element.querySelector(".language select");
    this.#workspace = workspace;
    this.#acts = acts;
    this.language.addEventListener("change", () => acts.speak(this.language.value));
    this.people.addEventListener("keydown", (event) => this.#walk(event));
  }

  draw(here) {
    this.team.textContent = this.#workspace.team.name;
    const channels = this.#workspace.channels;
    this.places.replaceChildren(
      ...this.#group("Channels", channels.filter(({ kind }) => kind !== "im"), here),
      ...this.#group("Direct messages", channels.filter(({ kind }) => kind === "im"), here),
    );
    const focused = this.people.contains(document.activeElement);
    this.people.replaceChildren(...this.#workspace.people.map((user) => this.#person(user)));
    this.#drawLanguage();
    if (focused) this.people.querySelector("[aria-checked=true]")?.focus();
  }

  #drawLanguage() {
    const { locale = "en-US" } = this.#workspace.user(this.#workspace.me);
    const offered = locale in LANGUAGES ? LANGUAGES : { ...LANGUAGES, [locale]: locale };
    this.language.replaceChildren(...Object.entries(offered).map(([value, words]) =>
      make("option", { value, lang: value, selected: value === locale }, words)));
  }

  /** Something new stands in a place that is not open. */
  mark(channel) {
    this.#unread.set(channel, (this.#unread.get(channel) ?? 0) + 1);
  }

  seen(channel) {
    this.#unread.delete(channel);
  }

  forget() {
    this.#unread.clear();
  }

  #group(title, channels, here) {
    if (!channels.length) return [];
    return [make("h2", {}, title), ...channels.map((channel) => this.#place(channel, here))];
  }

  #place(channel, here) {
    const unread = this.#unread.get(channel.id) ?? 0;
    const sign = { channel: "#", private: icon(LOCK) }[channel.kind];
    return make("button", {
      type: "button", "data-channel": channel.id, class: unread ? "place unread" : "place",
      "aria-current": channel.id === here ? "page" : null, onclick: () => this.#acts.go(channel.id),
    },
    sign ? make("span", { class: "sign", "aria-hidden": "true" }, sign) : avatar(this.#face(channel), "small"),
    make("span", { class: "label" }, channel.name),
    unread && channel.kind === "im" ? make("span", { class: "badge" }, String(unread)) : null);
  }

  #face(channel) {
    const named = this.#workspace.users.find((user) => [user.name, nameOf(user)].includes(channel.name));
    return named ?? this.#workspace.user(channel.id, channel.name);
  }

  #person(user) {
    const me = user.id === this.#workspace.me;
    return make("button", {
      type: "button", role: "radio", "aria-checked": String(me), tabindex: me ? "0" : "-1",
      "data-person": user.id, title: `Type as ${nameOf(user)}`, onclick: () => this.#acts.become(user.id),
    }, avatar(user, "small"), make("span", {}, user.name));
  }

  #walk(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const ids = this.#workspace.people.map((user) => user.id);
    const at = ids.indexOf(this.#workspace.me);
    this.#acts.become(ids[(at + step + ids.length) % ids.length]);
  }
}
