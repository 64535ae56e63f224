// The page: joins what the server tells to what the person sees and does.

import { Composer } from "./composer.js";
import { packed } from "./files.js";
import { Home } from "./home.js";
import { inside } from "./links.js";
import { Live, send } from "./live.js";
import { Modal } from "./modal.js";
import { Pane } from "./pane.js";
import { Prompts } from "./prompts.js";
import { Reader } from "./reader.js";
import { Refusals } from "./refusals.js";
import { Sidebar } from "./sidebar.js";
import { Working } from "./working.js";
import { Workspace, isRoot } from "./workspace.js";

const find = (selector) => document.querySelector(selector);
const frame = find(".frame");
const threadElement = find("[data-pane=thread]");
const workspace = new Workspace();
const here = { channel: null, thread: null };
let wanted = new URL(location.href).searchParams.get("as"); // a name or an id
let asked = null; // the question at channel level whose first reply opens its thread

const acts = {
  go: (id) => {
    go(id);
    if (workspace.channel(id).kind === "im") ask("/look", { tab: "messages" });
  },
  become,
  thread: (message) => openThread(message.channel, isRoot(message) ? message.ts : message.thread_ts),
  press: (message, { action_id }, value) => ask("/press", { ...at(message), action_id, value }),
  edit: (message, text) => ask("/edit", { ...at(message), text }),
  remove: (message) => ask("/delete", at(message)),
  shortcut: ({ callback_id }, message) => ask("/shortcut", { callback_id, ...(message ? at(message) : {}) }),
  speak: (locale) => ask("/speak", { locale }),
  submit: (view_id, values) => ask("/submit", { view_id, values }),
  dismiss: (view_id) => ask("/dismiss", { view_id }),
  use: (view_id, { action_id }, value, values) => ask("/use", { view_id, action_id, value, values }),
  look,
  suggest: (text, thread) => (thread ? below : main).fill(text),
};
const sidebar = new Sidebar(find(".sidebar"), workspace, acts);
const channelPane = new Pane(find("[data-pane=channel]"), workspace, acts);
const threadPane = new Pane(threadElement, workspace, acts);
const main = new Composer(find("[data-pane=channel] .composer"), workspace, type, (one) => acts.shortcut(one));
const below = new Composer(find("[data-pane=thread] .composer"), workspace, type, (one) => acts.shortcut(one));
const modal = new Modal(acts);
const home = new Home(find("[data-pane=channel]"), acts);
const working = new Working(find("[data-pane=thread] .composer"), workspace);
const offers = new Prompts(find("[data-pane=channel] .composer"), workspace, say);
const offersBelow = new Prompts(find("[data-pane=thread] .composer"), workspace, say);
const reader = new Reader();
const refusals = new Refusals(find(".refusals"));
const live = new Live(hear, tell);

function hear(told) {
  if (told.kind === "workspace") return begin(told);
  if (told.kind === "message") return said(told.message);
  if (told.kind === "screen") return screen(told);
  if (told.kind === "user") {
    workspace.introduce(told.user);
    return sidebar.draw(here.channel);
  }
  if (told.kind === "status") return stands(told);
  if (told.kind === "offer") {
    (told.thread_ts ? offersBelow : offers).put(told);
    return suggest();
  }
  if (told.kind === "refused") return refusals.add(`${told.method}: ${told.error}`);
  if (told.kind === "deleted") {
    workspace.remove(told);
    redraw(told.channel);
  }
}

/** The modal and the Home tab that the person has now. */
function screen(told) {
  modal.show(told.modal);
  home.show(told.home);
}

/** Ask the server for something as the person one is. */
function ask(path, told) {
  return send(path, { user: workspace.me, ...told });
}

function at({ channel, ts }) {
  return { channel, ts };
}

function begin(told) {
  const person = told.users.find((user) => !user.is_bot && [user.id, user.name].includes(wanted));
  if (person && person.id !== told.me.id) return live.become(person.id); // and be told again
  const place = workspace.channel(here.channel);
  workspace.begin(told);
  working.begin(told.statuses);
  offers.begin(told.offers);
  offersBelow.begin(told.offers);
  find(".banner .notice").textContent = workspace.notice;
  const channel = workspace.channel(here.channel)
    ?? workspace.channels.find(({ kind }) => kind === place?.kind) ?? workspace.channels[0];
  const thread = here.channel === channel?.id ? here.thread : null;
  if (channel) go(channel.id, !here.channel);
  if (thread && workspace.message(channel.id, thread)) openThread(channel.id, thread, false);
  else closeThread(false);
  screen(told);
}

function stands(told) {
  working.put(told);
  working.draw(threadPane.channel, here.thread);
}

function said(message) {
  const fresh = workspace.put(message);
  if (fresh && isRoot(message) && message.channel !== here.channel && workspace.sees(message)) {
    sidebar.mark(message.channel);
    sidebar.draw(here.channel);
  }
  redraw(message.channel);
  answered();
}

/** Draw what the agent offers in the places that are open. */
function suggest() {
  offers.draw(here.channel, null);
  if (here.thread) offersBelow.draw(threadPane.channel, here.thread);
}

/** Say offered words at once, as Slack does. */
async function say(place, words) {
  const answer = await type(place, words, []);
  (place.thread ? below : main).complain(answer);
}

function redraw(channel) {
  suggest();
  if (channel === channelPane.channel) channelPane.draw();
  if (here.thread && channel === threadPane.channel) threadPane.draw();
}

/** Once somebody replies to what was just asked in the channel, show the thread. */
function answered() {
  if (!asked || !workspace.replies(asked.channel, asked.ts).length) return;
  const { channel, ts } = asked;
  asked = null;
  if (channel === here.channel) openThread(channel, ts, main.empty);
}

function go(id, focus = true) {
  const channel = workspace.channel(id);
  const name = channel.kind === "im" ? channel.name : `#${channel.name}`;
  if (here.channel !== id) closeThread(focus);
  here.channel = id;
  sidebar.seen(id);
  sidebar.draw(id);
  channelPane.show(id);
  find("[data-pane=channel] .title").textContent = name;
  find("[data-pane=channel] .topic").textContent = channel.topic ?? "";
  document.title = `${name} · ${workspace.team.name} · Playground`;
  suggest();
  home.turn("messages", workspace.homeTab && channel.kind === "im");
  main.move({ channel: id, thread: null }, `Message ${name}`);
  frame.classList.remove("browsing");
  if (focus && !here.thread) main.text.focus();
}

/** Open a tab of the app, and let the app know. */
function look(tab) {
  if (tab === "home") closeThread(false);
  home.turn(tab, true);
  ask("/look", { tab });
}

function openThread(channel, ts, focus = true) {
  here.thread = ts;
  threadElement.hidden = false;
  frame.dataset.thread = "open";
  threadPane.show(channel, ts);
  working.draw(channel, ts);
  suggest();
  threadElement.querySelector(".topic").textContent = find("[data-pane=channel] .title").textContent;
  below.move({ channel, thread: ts }, "Reply…");
  if (focus) below.text.focus();
}

function closeThread(focus = true) {
  if (!here.thread) return;
  here.thread = null;
  threadElement.hidden = true;
  frame.dataset.thread = "closed";
  if (focus) main.text.focus();
}

/** Open what a link of this workspace leads to. */
function follow({ canvas, channel, ts, thread }) {
  if (canvas) return reader.open(canvas, workspace.me);
  if (!workspace.message(channel, ts)) return refusals.add("that link: its message is not here for you");
  reader.close();
  if (here.channel !== channel) go(channel, false);
  home.turn("messages", workspace.homeTab && workspace.channel(channel).kind === "im");
  if (thread !== ts) openThread(channel, thread, false);
  (thread === ts ? channelPane : threadPane).reveal(ts);
}

/** Be somebody else; the address remembers who, so that two windows can be two people. */
function become(id) {
  wanted = id;
  const address = new URL(location.href);
  address.searchParams.set("as", workspace.user(id).name);
  history.replaceState(null, "", address);
  sidebar.forget();
  live.become(id);
}

async function type({ channel, thread }, text, files) {
  const put = await packed(files).catch(() => null);
  if (!put) return { ok: false, error: "a file could not be read" };
  const body = { user: workspace.me, channel, text, files: put };
  const answer = await send("/type", thread ? { ...body, thread_ts: thread } : body);
  if (answer.ok && answer.ts && !thread && workspace.expectsAnswer(channel, text)) {
    asked = { channel, ts: answer.ts };
    answered();
  }
  return answer;
}

function tell(stands) {
  document.body.classList.toggle("away", !stands);
  find(".banner .line").textContent = stands ? "" : "Reconnecting…";
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented && !find("dialog[open]")) closeThread();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const place = link && inside(link.href, workspace.site);
  if (!place) return;
  event.preventDefault();
  follow(place);
});
threadElement.querySelector(".close").addEventListener("click", () => closeThread());
find(".menu").addEventListener("click", () => frame.classList.toggle("browsing"));
live.open();
