/**
 * One socket. Reads lines at a fair pace and has them carried out one after the other; writes what
 * waits in the session's outbox, at most once a turn; closes when either side has had enough.
 */
import { concat } from "../irc/bytes.ts";
import { LineReader } from "../irc/lines.ts";
import type { Services } from "./command.ts";
import { dispatch } from "./dispatch.ts";
import { Line } from "./line.ts";
import { errorLine } from "./network.ts";
import { Pace } from "./pace.ts";
import type { Session } from "./session.ts";

/** The first read buffer; it grows when a read fills it. An idle connection costs this much. */
const SMALL_READ = 1024;
const LARGE_READ = 16 * 1024;
/** A client may send this many lines at once, and so many a second in the long run. */
const BURST_LINES = 100;
const LINES_PER_SECOND = 20;
/** Silence after which a client is asked for a sign of life, and after which it is given up; ms. */
const PING_AFTER = 120_000;
const GONE_AFTER = 240_000;
/** How long registration may take; ms. */
const REGISTER_WITHIN = 60_000;
/** How long a closing connection may take to read what still waits for it; ms. */
const LINGER = 2_000;

export class Connection {
  readonly #opened: number;
  #lastHeard: number;
  #pinged = false;
  #writing = false;
  #closed = false;
  #linger: ReturnType<typeof setTimeout> | undefined;
  /** Resolves when the socket is closed. */
  readonly ended: Promise<void>;
  #resolveEnded: () => void = () => {};

  constructor(
    readonly conn: Deno.TcpConn | Deno.TlsConn,
    readonly session: Session,
    readonly services: Services,
  ) {
    this.#opened = this.#lastHeard = services.network.clock.elapsed();
    this.ended = new Promise((resolve) => this.#resolveEnded = resolve);
    session.outbox.onFilled = () => {
      if (session.outbox.finished) this.#linger ??= setTimeout(() => this.#close(), LINGER);
      // Everything of one turn leaves in one write.
      queueMicrotask(() => this.#drain());
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
    const { session, services, conn } = this;
    const { clock, settings } = services.network;
    const lines = new LineReader();
    const pace = settings.flood
      ? new Pace(BURST_LINES, LINES_PER_SECOND, clock.elapsed())
      : undefined;
    let buffer = new Uint8Array(SMALL_READ);
    while (session.closing === undefined) {
      const read = await conn.read(buffer);
      if (read === null) return;
      this.#lastHeard = clock.elapsed();
      this.#pinged = false;
      for (const line of lines.push(buffer.subarray(0, read))) {
        const wait = pace?.take(clock.elapsed()) ?? 0;
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const work = dispatch(services, session, line);
        if (work) await work;
      }
      if (lines.overflowed) {
        const reason = `Line longer than ${lines.maxLineBytes} bytes`;
        return session.close(reason, errorLine(reason));
      }
      if (read === buffer.length && read < LARGE_READ) buffer = new Uint8Array(read * 4);
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

  async #drain(): Promise<void> {
    if (this.#writing || this.#closed) return;
    const { outbox } = this.session;
    this.#writing = true;
    try {
      while (outbox.size > 0) await this.#writeAll(outbox.take());
    } catch {
      this.session.close("Write error");
    }
    this.#writing = false;
    if (outbox.finished) this.#close();
  }

  async #writeAll(parts: readonly Uint8Array[]): Promise<void> {
    for (let bytes = concat(parts); bytes.length > 0;) {
      bytes = bytes.subarray(await this.conn.write(bytes));
    }
  }

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#linger);
    try {
      this.conn.close();
    } catch {
      // The other side was faster.
    }
    this.#resolveEnded();
  }
}
