// Links to what stands in this workspace: they open here, and in no other tab.

const CANVAS = /^docs\/[A-Z0-9]+\/([A-Z0-9]+)$/;
const MESSAGE = /^archives\/([A-Z0-9]+)\/p(\d+)(\d{6})$/;

/** `{canvas}` or `{channel, ts, thread}` (the ts of its root) behind an address of `site`; null for any other. */
export function inside(href, site) {
  if (!site || !href.startsWith(site)) return null;
  const address = new URL(href);
  const path = address.pathname.slice(1);
  const canvas = CANVAS.exec(path);
  if (canvas) return { canvas: canvas[1] };
  const message = MESSAGE.exec(path);
  if (!message) return null;
  const ts = `${message[2]}.${message[3]}`;
  return { channel: message[1], ts, thread: address.searchParams.get("thread_ts") ?? ts };
}
