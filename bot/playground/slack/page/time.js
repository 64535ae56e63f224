// Slack's `ts` in the words a person reads.

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });

export function when(ts) {
  return new Date(Number(ts) * 1000);
}

export function clock(ts) {
  return CLOCK.format(when(ts));
}

/** The time without its half of the day, for a narrow margin. */
export function brief(ts) {
  return clock(ts).replace(/\s?[AP]M$/i, "");
}

/** "Today", "Yesterday" or the day's name and date. */
export function day(ts) {
  const date = when(ts).toDateString();
  const now = new Date();
  if (date === now.toDateString()) return "Today";
  now.setDate(now.getDate() - 1);
  return date === now.toDateString() ? "Yesterday" : DAY.format(when(ts));
}
