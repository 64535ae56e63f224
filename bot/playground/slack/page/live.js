// The line to the server: what happens arrives, what the person does leaves.

const PATIENCE = 8000; // the longest pause between two tries, in milliseconds

/** Keeps a websocket open. `hear` gets every frame; `tell` whether the line stands. */
export class Live {
  #hear;
  #tell;
  #socket = null;
  #pause = 500;

  constructor(hear, tell) {
    this.#hear = hear;
    this.#tell = tell;
  }

  open() {
    const address = new URL("/live", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.onopen = () => {
      this.#pause = 500;
      this.#tell(true);
    };
    socket.onmessage = (frame) => this.#hear(JSON.parse(frame.data));
    socket.onclose = () => {
      this.#tell(false);
      setTimeout(() => this.open(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, PATIENCE);
    };
  }

  /** From now on the person types as `user` (an id). */
  become(user) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ kind: "i am", user }));
    }
  }
}

/** POST `body`; `{ok: false, error}` also when the server is away. */
export async function send(path, body) {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await answer.json();
  } catch {
    return { ok: false, error: "the playground does not answer" };
  }
}
