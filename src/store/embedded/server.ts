/** The worker that the embedded database runs in, seen from outside. */
import { BUILT } from "../../built.ts";
import { packedEngine } from "./engine_files.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";
import { Wire } from "./wire.ts";

export class EmbeddedServer {
  /** Resolves when it is closed or has died. */
  readonly over: Promise<void>;
  readonly #worker: Worker;
  readonly #wires = new Set<Wire>();
  readonly #ready: Promise<void>;
  readonly #end: (reason: string) => void;
  #opened = false;

  /** Starts the worker, which gets ready; there is no database yet. Throws a `Problem` if the executable is damaged. */
  constructor() {
    const program = BUILT?.worker ?? new URL("./worker.ts", import.meta.url);
    this.#worker = new Worker(program, { type: "module" });
    this.#giveEngine();
    const ready = Promise.withResolvers<void>();
    const over = Promise.withResolvers<void>();
    this.#ready = ready.promise;
    this.#ready.catch(() => {});
    this.over = over.promise;
    this.#end = (reason) => {
      this.#worker.terminate();
      ready.reject(new Error(reason));
      for (const wire of this.#wires) wire.lose(reason);
      over.resolve();
    };
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      switch (data.kind) {
        case "ready":
          return ready.resolve();
        case "closed":
          return this.#end("the embedded database is closed");
        case "died":
          return this.#end(`the embedded database has stopped: ${data.reason}`);
      }
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(`the embedded database has stopped: ${event.message}`);
    };
  }

  /** While the worker starts: it takes longer for that than this takes. */
  #giveEngine(): void {
    try {
      const packed = packedEngine();
      if (packed) this.#say({ kind: "engine", packed }, [packed.wasm.buffer, packed.data.buffer]);
    } catch (error) {
      this.#worker.terminate();
      throw error;
    }
  }

  /** Opens the database in `pgdata`, an empty directory or one of its own. Rejects if it does not start. */
  async open(pgdata: string): Promise<this> {
    this.#opened = true;
    this.#say({ kind: "open", directory: pgdata });
    await this.#ready;
    return this;
  }

  /** A new connection, as a stream that `pg` can speak on. */
  connect(): Wire {
    const { port1, port2 } = new MessageChannel();
    const wire = new Wire(port1);
    this.#wires.add(wire);
    wire.left.then(() => this.#wires.delete(wire));
    this.#say({ kind: "connect", port: port2 }, [port2]);
    return wire;
  }

  async close(): Promise<void> {
    if (this.#opened) this.#say({ kind: "close" });
    else this.#end("it was never opened");
    await this.over;
  }

  #say(what: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(what, transfer);
  }
}
