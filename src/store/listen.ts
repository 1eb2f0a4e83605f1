/** LISTEN, kept up over lost connections. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "./connection.ts";
import { quoteName } from "./sql.ts";
import { PATIENCE } from "./within.ts";

const PAUSE = 250;

export class Listener implements AsyncDisposable {
  readonly #stop = new AbortController();
  readonly #done: Promise<void>;

  constructor(
    connect: (limit: number) => Promise<Connection>,
    channel: string,
    heard: (payload: string) => void,
    ready: () => void,
  ) {
    const { signal } = this.#stop;
    const stopped = new Promise<void>((resolve) =>
      signal.addEventListener("abort", () => resolve())
    );
    const once = async () => {
      const connection = await connect(PATIENCE);
      connection.onNotify(heard);
      await connection.script(`listen ${quoteName(channel)}`);
      ready();
      await Promise.race([connection.over, stopped]);
      await connection.end();
    };
    const keepUp = async () => {
      while (!signal.aborted) {
        await once().catch(() => {});
        await sleep(PAUSE, undefined, { signal }).catch(() => {});
      }
    };
    this.#done = keepUp();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }
}
