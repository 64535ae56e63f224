// What Slack refused the app is worth knowing while one builds an app: told for a while, and counted.

import { make } from "./dom.js";

const SHOWN = 6000; // milliseconds

export class Refusals {
  constructor(list) {
    this.list = list;
  }

  add(words) {
    const known = [...this.list.children].find((line) => line.dataset.words === words);
    const times = Number(known?.dataset.times ?? 0) + 1;
    known?.remove();
    const line = make("p", { "data-words": words, "data-times": times },
      `Refused ${words}${times > 1 ? ` (${times} times)` : ""}`);
    this.list.append(line);
    setTimeout(() => line.remove(), SHOWN);
  }
}
