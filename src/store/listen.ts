/** LISTEN, on one connection for all who want to hear, kept up over lost ones. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import { quoteName } from "./sql.ts";
import { PATIENCE, within } from "./within.ts";

const PAUSE = 250;

interface Ear {
  readonly channel: string;
  readonly heard: (payload: string) => void;
  readonly ready: () => void;
}

export class Listener implements AsyncDisposable {
  readonly #ears = new Set<Ear>();
  readonly #stop = new AbortController();
  readonly #stopped: Promise<void>;
  #connection: Connection | undefined;
  #keptUp: Promise<void> | undefined;

  /** Connects to nothing yet. */
  constructor(readonly connect: (limit: number) => Promise<Connection>) {
    const { signal } = this.#stop;
    this.#stopped = new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
  }

  /**
   * Calls `heard` for every NOTIFY on `channel` until the one or the other is disposed of. `ready` is called
   * whenever listening begins, after a lost connection too: what was said in between is to be looked up then.
   */
  listen(channel: string, heard: (payload: string) => void, ready: () => void): Disposable {
    const ear = { channel, heard, ready };
    this.#ears.add(ear);
    const connection = this.#connection;
    // Should that fail, all begin anew on another connection.
    if (connection) begin(connection, [ear]).catch(() => connection.cut());
    this.#keptUp ??= this.#keepUp();
    return { [Symbol.dispose]: () => this.#ears.delete(ear) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#keptUp;
  }

  async #keepUp(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#once().catch(() => {});
      await sleep(PAUSE, undefined, { signal }).catch(() => {});
    }
  }

  async #once(): Promise<void> {
    const connection = await this.connect(PATIENCE);
    connection.onNotify((channel, payload) => {
      for (const ear of this.#ears) if (ear.channel === channel) ear.heard(payload);
    });
    this.#connection = connection;
    try {
      await begin(connection, [...this.#ears]);
      await Promise.race([connection.over, this.#stopped]);
    } finally {
      this.#connection = undefined;
      await connection.end();
    }
  }
}

async function begin(connection: Connection, ears: readonly Ear[]): Promise<void> {
  const listening = connection.script(
    ears.map(({ channel }) => `listen ${quoteName(channel)}`).join(";"),
  );
  await within(PATIENCE, "listening", listening, () => connection.cut());
  for (const { ready } of ears) ready();
}
