/**
 * The link to the server: one connection after the other, for as long as it is wanted. Knows lines
 * and time, but not what the lines say; that is the session's business.
 */

import { type Line, LineReader } from "../irc/lines.ts";
import { EXIT, Problem } from "../problem.ts";
import { CLOCK, type Clock } from "./clock.ts";
import type { Dial, Wire } from "./wire.ts";
import { texts } from "./texts/index.ts";

/** What happens on a link. */
export interface LinkEnds {
  /** A connection is there, and nothing was said on it yet. `over` is aborted when it ends. */
  opened(over: AbortSignal): void;
  heard(line: Line): void;
  /** The connection is gone. The next attempt comes after `seconds`; `undefined`: there is none. */
  lost(reason: string, seconds: number | undefined): void;
}

/** After this silence, in milliseconds, the server is asked whether it is still there… */
const SILENCE = 60_000;
/** …and has this long to say anything at all. It is also the time that it has for letting us in. */
const ANSWER = 30_000;
/** A connection that held this long was a good one: the pauses start again at one second. */
const GOOD = 30_000;
/** How long the server may take to close the connection after QUIT. */
const FAREWELL = 2_000;

/** Seconds before the next attempt, after so many failures: 1, 2, 4… 30, give or take a fifth. */
export function pause(failures: number, random: number): number {
  return Math.min(30, 2 ** (failures - 1)) * (0.8 + 0.4 * random);
}

export class Link {
  /** Aborted when the link is not wanted any more. */
  readonly #over = new AbortController();
  readonly #unwanted = new Promise<undefined>((resolve) =>
    this.#over.signal.addEventListener("abort", () => resolve(undefined))
  );
  #connection: Connection | undefined;
  #everAccepted = false;
  /** The connection that there is leads nowhere, and another one is made instead. */
  #redialing = false;
  /** Ends the pause before the next attempt. */
  #pause = new AbortController();
  #error: unknown;

  /** `again`: whether a connection that was accepted once, and then lost, is made again for ever. */
  constructor(
    readonly dial: Dial,
    readonly again: boolean,
    readonly ends: LinkEnds,
    readonly clock: Clock = CLOCK,
    readonly random: () => number = Math.random,
  ) {}

  /**
   * Keeps the link up. Resolves when `end` was called; throws what was given to `fail`, or the
   * `Problem` that there is no connection, and none is tried again.
   */
  async run(): Promise<void> {
    for (let failures = 1;; failures++) {
      const began = this.clock.elapsed();
      const lost = await this.#connect();
      if (this.#error !== undefined) throw this.#error;
      if (this.#over.signal.aborted) return;
      if (this.#redialing) {
        this.#redialing = false;
        continue;
      }
      if (!this.again || !this.#everAccepted) {
        this.ends.lost(lost.message, undefined);
        throw lost;
      }
      if (this.clock.elapsed() - began > GOOD) failures = 1;
      const seconds = pause(failures, this.random());
      this.ends.lost(lost.message, seconds);
      this.#pause = new AbortController();
      if (!this.#over.signal.aborted) await this.clock.sleep(seconds * 1000, this.#pause.signal);
      if (this.#over.signal.aborted) return;
    }
  }

  /** The next attempt is made now, if one is being waited for. */
  retry(): void {
    this.#pause.abort();
  }

  /** Queues a line; all lines of one turn are written at once. Without a connection it is dropped. */
  send(line: string): void {
    this.#connection?.send(line);
  }

  /** The server let us in. */
  accepted(): void {
    this.#everAccepted = true;
    this.#connection?.accepted();
  }

  /** Closes this connection, on which nothing more is heard, and makes the next one at once. */
  redial(): void {
    this.#redialing = true;
    this.drop(texts.notWanted);
  }

  /** Closes this connection; the next one is tried. `reason` is a sentence. */
  drop(reason: string): void {
    this.#connection?.drop(reason);
  }

  /** Ends the link for good: `run` throws `error`, which is a `Problem` or a bug. */
  fail(error: unknown): void {
    this.#error ??= error;
    this.#over.abort();
    this.#pause.abort();
    this.drop(texts.notWanted);
  }

  /** Ends the link; the server, which was sent QUIT, may close it first. */
  async end(): Promise<void> {
    this.#over.abort();
    this.#pause.abort();
    const connection = this.#connection;
    if (!connection) return;
    await this.clock.sleep(FAREWELL, connection.over);
    connection.drop(texts.notWanted);
  }

  /** One connection from its beginning to its end. Returns why it is over. */
  async #connect(): Promise<Problem> {
    const dialing = this.dial();
    let wire: Wire | undefined;
    try {
      wire = await Promise.race([dialing, this.#unwanted]);
    } catch (error) {
      if (error instanceof Problem) return error;
      throw error;
    }
    if (!wire) {
      dialing.then((late) => late.close(), () => {});
      return new Problem(texts.notWanted, EXIT.interrupted);
    }
    const connection = new Connection(wire, this.clock);
    this.#connection = connection;
    this.ends.opened(connection.over);
    const reason = await connection.read((line) => {
      if (!this.#redialing) this.ends.heard(line);
    });
    this.#connection = undefined;
    return reason;
  }
}

/** Lines in both directions on one wire, with an eye on whether the other side is alive. */
class Connection {
  /** What may wait for a server that does not read, in bytes. Beyond it the connection is dropped. */
  static readonly MAX_WAITING = 1024 * 1024;

  readonly #over = new AbortController();
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #encoder = new TextEncoder();
  #waiting: string[] = [];
  #waitingBytes = 0;
  #writing = false;
  #heardAt: number;
  #accepted = false;
  #reason: string | undefined;

  constructor(readonly wire: Wire, readonly clock: Clock) {
    this.#chunks = wire.chunks[Symbol.asyncIterator]();
    this.#heardAt = clock.elapsed();
    this.#watch();
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  accepted(): void {
    this.#accepted = true;
  }

  drop(reason: string): void {
    this.#reason ??= reason;
    this.wire.close();
  }

  send(line: string): void {
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
    if (this.#waitingBytes > Connection.MAX_WAITING) {
      this.drop(texts.serverDoesNotRead);
    } else if (!this.#writing) this.#write();
  }

  /** Reads until the connection is over, and returns why it is. */
  async read(heard: (line: Line) => void): Promise<Problem> {
    const lines = new LineReader();
    try {
      for (;;) {
        const chunk = await this.#next();
        if (!chunk) break;
        this.#heardAt = this.clock.elapsed();
        for (const line of lines.push(chunk)) heard(line);
        if (lines.overflowed) {
          return new Problem(texts.notIrc, EXIT.protocol);
        }
      }
    } finally {
      this.#over.abort();
      this.wire.close();
    }
    return new Problem(this.#reason ?? texts.serverClosed, EXIT.tryAgain);
  }

  /** The next bytes; `undefined` when there are no more. */
  async #next(): Promise<Uint8Array | undefined> {
    try {
      const { value, done } = await this.#chunks.next();
      return done ? undefined : value;
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#reason ??= texts.broke(text);
      return undefined;
    }
  }

  async #write(): Promise<void> {
    this.#writing = true;
    try {
      await Promise.resolve();
      while (this.#waiting.length > 0) {
        const text = this.#waiting.map((line) => `${line}\r\n`).join("");
        this.#waiting = [];
        this.#waitingBytes = 0;
        await this.wire.write(this.#encoder.encode(text));
      }
      this.#writing = false;
    } catch {
      // The reading side meets the same end and says why. Nothing can be written any more.
    }
  }

  /** A link can be dead without anybody noticing: asks after a silence, and gives up on no answer. */
  async #watch(): Promise<void> {
    await this.clock.sleep(ANSWER, this.over);
    if (!this.over.aborted && !this.#accepted) {
      return this.drop(texts.notLetIn(ANSWER / 1000));
    }
    while (!this.over.aborted) {
      const quiet = this.clock.elapsed() - this.#heardAt;
      if (quiet >= SILENCE + ANSWER) {
        return this.drop(texts.silent(Math.round(quiet / 1000)));
      }
      if (quiet >= SILENCE) this.send("PING :still there?");
      await this.clock.sleep((quiet < SILENCE ? SILENCE : SILENCE + ANSWER) - quiet, this.over);
    }
  }
}
