// What the composer offers for the word that is being typed.

import { nameOf } from "./workspace.js";

const MOST = 20; // the list scrolls

/**
 * `{from, options: [{insert, title, usage, hint, user}]}` for `text` up to the caret, or null;
 * `place` is {channel, thread}.
 */
export function complete(text, workspace, { channel, thread }) {
  const typed = text.toLowerCase();
  // Slack knows no slash commands of apps in threads, so none are offered there.
  if (/^\/\S*$/.test(text) && !thread) return offer(0, commands(typed, workspace));
  const heard = thread || workspace.channel(channel)?.kind === "im";
  if (/^!\S*$/.test(text) && heard) return offer(0, words(typed, workspace));
  const mention = /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(text);
  if (mention) return offer(text.length - mention[1].length - 1, people(mention[1].toLowerCase(), workspace));
  return null;
}

function offer(from, options) {
  return options.length ? { from, options: options.slice(0, MOST) } : null;
}

function commands(typed, workspace) {
  return workspace.commands
    .filter(({ command }) => command.startsWith(typed))
    .map(({ command, description, usage_hint: usage }) => ({
      insert: command, title: command, usage: usage ?? "", hint: description ?? "",
    }));
}

/** What a message to the app may begin with: no feature of Slack's, but the app's own. */
function words(typed, workspace) {
  return workspace.words
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, usage_hint: usage, description }) => ({
      insert: word, title: word, usage: usage ?? "", hint: description ?? "",
    }));
}

function people(typed, workspace) {
  const others = workspace.users.filter((user) => user.id !== workspace.me);
  const found = others.filter((user) =>
    [user.name, nameOf(user)].some((name) => name.toLowerCase().startsWith(typed)));
  found.sort((a, b) => Number(b.is_bot) - Number(a.is_bot));
  return found.map((user) => ({
    insert: `@${nameOf(user)}`, title: nameOf(user), usage: "", hint: user.is_bot ? "App" : user.name, user,
  }));
}
