/**
 * One client's connection. Reads lines at a fair pace and has them carried out one after the other;
 * writes what waits in the session's outbox, at most once a turn; closes when either side has had enough.
 */
import type { Services } from "./command.ts";
import { dispatch } from "./dispatch.ts";
import type { Drainable, Encode, Flush } from "./flush.ts";
import { Line } from "./line.ts";
import { errorLine } from "./network.ts";
import { Pace } from "./pace.ts";
import type { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Silence after which a client is asked for a sign of life, and after which it is given up; ms. */
const PING_AFTER = 120_000;
const GONE_AFTER = 240_000;
/** How long registration may take; ms. */
const REGISTER_WITHIN = 60_000;
/** What a line of a message of several lines counts where a line counts 1. */
const LINE_OF_BATCH = 0.2;
/** How long a closing connection may take to read what still waits for it; ms. */
const LINGER = 2_000;

export class Connection implements Drainable {
  readonly #opened: number;
  readonly #pace: Pace | undefined;
  #lastHeard: number;
  #pinged = false;
  #writing = false;
  #closed = false;
  #linger: ReturnType<typeof setTimeout> | undefined;
  #resolveEnded: () => void = () => {};
  /** Resolves when the socket is closed. */
  readonly ended: Promise<void>;

  constructor(
    readonly wire: Wire,
    readonly session: Session,
    readonly services: Services,
    readonly flush: Flush,
  ) {
    const { clock, settings } = services.network;
    this.#opened = this.#lastHeard = clock.elapsed();
    const { flood } = settings;
    if (flood) this.#pace = new Pace(flood.burst, flood.linesPerSecond, clock.elapsed());
    this.ended = new Promise((resolve) => this.#resolveEnded = resolve);
    session.outbox.onFilled = () => {
      if (session.outbox.finished) this.#linger ??= setTimeout(() => this.#close(), LINGER);
      this.flush.add(this);
    };
  }

  /** Reads and carries out lines until the connection ends. */
  async run(): Promise<void> {
    const { session } = this;
    try {
      await this.#read();
      // The other side sends no more, but may still want to read how its last lines ended.
      await session.settled();
      session.close("Connection closed");
    } catch (error) {
      session.close(
        error instanceof Deno.errors.ConnectionReset ? "Connection reset" : "Read error",
      );
    }
  }

  async #read(): Promise<void> {
    const { session, services } = this;
    const { clock } = services.network;
    while (session.closing === undefined) {
      const incoming = await this.wire.read();
      if (incoming.kind === "ended") return;
      if (incoming.kind === "refused") {
        return session.close(incoming.reason, errorLine(incoming.reason));
      }
      this.#lastHeard = clock.elapsed();
      this.#pinged = false;
      for (const line of incoming.lines) {
        // Lines of a batch are one message in the end, and its size is limited anyway.
        const part = session.batch?.state === "open" ? LINE_OF_BATCH : 1;
        const wait = this.#pace?.take(clock.elapsed(), part) ?? 0;
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const work = dispatch(services, session, line);
        if (work) await work;
      }
    }
  }

  /** Called every few seconds: asks silent clients for a sign of life and gives up dead ones. */
  tick(): void {
    const { session, services: { network } } = this;
    if (session.closing !== undefined) return;
    const now = network.clock.elapsed();
    const silent = now - this.#lastHeard;
    if (!session.user && now - this.#opened > REGISTER_WITHIN) {
      session.close("Registration timed out", errorLine("Registration timed out"));
    } else if (silent > GONE_AFTER) {
      const reason = `Ping timeout: ${Math.round(silent / 1000)} seconds`;
      session.close(reason, errorLine(reason));
    } else if (session.user && silent > PING_AFTER && !this.#pinged) {
      this.#pinged = true;
      session.write(new Line(undefined, "PING", [network.name]));
    }
  }

  /** Writes what waits, if no write is under way already. */
  async drain(encode: Encode): Promise<void> {
    if (this.#writing || this.#closed) return;
    const { outbox } = this.session;
    if (outbox.size > 0) {
      this.#writing = true;
      try {
        await this.wire.write(encode(outbox.take()));
      } catch {
        this.session.close("Write error");
      }
      this.#writing = false;
    }
    if (outbox.size > 0) this.flush.add(this);
    else if (outbox.finished) this.#close();
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#linger);
    this.wire.close();
    this.#resolveEnded();
  }
}
