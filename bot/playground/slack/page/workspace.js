// What there is: people, places and what was said, as the server told it.

export class Workspace {
  team = { id: "", name: "" };
  me = null;
  channels = [];
  commands = [];
  shortcuts = [];
  site = "";
  words = [];
  prompts = [];
  suggestions = [];
  notice = "";
  homeTab = false;
  #users = new Map();
  #said = new Map();

  /** Begin anew with a "workspace" frame. */
  begin(frame) {
    this.team = frame.team;
    this.me = frame.me.id;
    this.channels = frame.channels;
    this.commands = frame.commands ?? [];
    this.shortcuts = frame.shortcuts ?? [];
    this.homeTab = frame.home_tab;
    this.site = frame.site ?? "";
    this.words = frame.words ?? [];
    this.prompts = frame.prompts ?? [];
    this.suggestions = frame.suggestions ?? [];
    this.notice = frame.notice ?? "";
    this.#users = new Map(frame.users.map((user) => [user.id, user]));
    this.#said = new Map();
    frame.messages.forEach((message) => this.put(message));
  }

  /** A new message, or an old one as it is now; whether it is new. */
  put(message) {
    const fresh = !this.#said.has(key(message));
    this.#said.set(key(message), message);
    return fresh;
  }

  remove(message) {
    this.#said.delete(key(message));
  }

  /** A member is somewhat different from now on. */
  introduce(user) {
    this.#users.set(user.id, user);
  }

  /** The shortcuts of one type, `message` or `global`. */
  within(type) {
    return this.shortcuts.filter((shortcut) => shortcut.type === type);
  }

  user(id, name = id) {
    return this.#users.get(id) ?? { id, name, real_name: name, color: "" };
  }

  get users() {
    return [...this.#users.values()];
  }

  get people() {
    return this.users.filter((user) => !user.is_bot);
  }

  channel(id) {
    return this.channels.find((channel) => channel.id === id);
  }

  message(channel, ts) {
    return this.#said.get(key({ channel, ts }));
  }

  /** What a channel shows by itself, oldest first. */
  roots(channel) {
    return this.#those((message) => message.channel === channel && isRoot(message));
  }

  /** What stands below the root `ts`, oldest first. */
  replies(channel, ts) {
    return this.#those(
      (message) => message.channel === channel && message.thread_ts === ts && !isRoot(message),
    );
  }

  /** Whether the app is called by `text` in that channel, so that it will answer in a thread. */
  expectsAnswer(channel, text) {
    if (text.startsWith("/")) return false;
    const bots = this.users.filter((user) => user.is_bot);
    const called = bots.some((bot) => [bot.name, nameOf(bot)].some((name) => text.includes(`@${name}`)));
    return called || this.channel(channel)?.kind === "im";
  }

  sees(message) {
    return !message.ephemeral_to || message.ephemeral_to === this.me;
  }

  #those(wanted) {
    const found = [...this.#said.values()].filter((message) => this.sees(message) && wanted(message));
    return found.sort((a, b) => Number(a.ts) - Number(b.ts));
  }
}

export function isRoot(message) {
  return !message.thread_ts || message.thread_ts === message.ts;
}

/** What a person calls somebody. */
export function nameOf(user) {
  return user.real_name || user.name;
}

function key({ channel, ts }) {
  return `${channel}/${ts}`;
}
