/**
 * One client's connection. Reads lines at a fair pace and has them carried out one after the other;
 * writes what waits in the session's outbox, at most once a turn; closes when either side has had enough.
 */
import type { Services } from "./command.ts";
import { dispatch } from "./dispatch.ts";
import type { Drainable, Encode, Flush } from "./flush.ts";
import { Line, serverLine } from "./line.ts";
import { errorLine } from "./network.ts";
import { ClientPace } from "./pace.ts";
import type { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

/** Silence after which a client is asked for a sign of life, and after which it is given up; ms. */
const PING_AFTER = 120_000;
const GONE_AFTER = 240_000;
/** What a line of a message of several lines counts where a line counts 1. */
const LINE_OF_BATCH = 0.2;
/** How long a closing connection may take to read what still waits for it; ms. */
const LINGER = 2_000;

export class Connection implements Drainable {
  readonly #opened: number;
  #pace: ClientPace | undefined;
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
    this.#opened = this.#lastHeard = services.network.clock.elapsed();
    this.ended = new Promise((resolve) => this.#resolveEnded = resolve);
    session.outbox.onFilled = () => {
      if (session.outbox.finished) this.#linger ??= setTimeout(() => this.#close(), LINGER);
      this.flush.add(this);
    };
    session.outbox.onOverflow = () => {
      // What it has not read so far it will not read in time; but why it is closed it may.
      session.outbox.take();
      this.#cut("limits.sendq", "SendQ exceeded: you read too slowly");
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
      if (incoming.kind === "refused") return this.#cut("the protocol", incoming.reason);
      this.#lastHeard = clock.elapsed();
      this.#pinged = false;
      const { lines, bytes } = incoming;
      const pace = this.#paceNow();
      pace?.came(lines.length, bytes, clock.elapsed());
      const late = pace?.takeBytes(bytes, clock.elapsed()) ?? 0;
      let hadToWait = late > 0;
      if (late > 0) await this.#wait(late);
      for (const line of lines) {
        const wait = pace ? this.#waitFor(pace) : 0;
        if (wait > 0) {
          hadToWait = true;
          await this.#wait(wait);
        }
        if (session.closing !== undefined) return;
        const work = dispatch(services, session, line);
        if (work) await work;
      }
      if (!hadToWait) pace?.keptUp();
    }
  }

  /** The pace as the settings have it now. */
  #paceNow(): ClientPace | undefined {
    const { clock, settings: { flood } } = this.services.network;
    if (!flood) return undefined;
    if (this.#pace?.settings !== flood) this.#pace = new ClientPace(flood, clock.elapsed());
    return this.#pace;
  }

  /** Milliseconds until the next line may be carried out. */
  #waitFor(pace: ClientPace): number {
    const { session, services: { network: { clock, paces } } } = this;
    const now = clock.elapsed();
    // Lines of a batch are one message in the end, and its size is limited anyway.
    const part = session.batch?.state === "open" ? LINE_OF_BATCH : 1;
    const { login } = session;
    const ofAccount = login ? paces.take(login.id, pace.settings, part, now) : 0;
    return Math.max(pace.take(part, now), ofAccount);
  }

  async #wait(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    if (this.#pace) this.#judge(this.#pace);
  }

  /** Tells a client that goes on sending too fast, and in the end closes it. */
  #judge(pace: ClientPace): void {
    const { session, services: { network } } = this;
    const { linesPerSecond, cutAfter } = pace.settings;
    switch (pace.verdict(network.clock.elapsed())) {
      case "on":
        return;
      case "tell": {
        const end = cutAfter > 0 ? "; if that goes on you are disconnected" : "";
        const text = `You send faster than ${linesPerSecond} lines a second, so they wait${end}`;
        return session.write(serverLine(network.name, "NOTICE", [session.nick, text]));
      }
      case "cut":
        return this.#cut("flood.cutAfter", "Excess flood: you went on sending too fast");
    }
  }

  /** Closes a client that has met a limit: it reads why, and so does the operator. */
  #cut(limit: string, reason: string): void {
    const { session, services: { limits } } = this;
    if (session.closing !== undefined) return;
    const { origin: { address }, user } = session;
    const what = "a connection was closed";
    limits.met({ what, limit, reason, address, nick: user?.nick });
    session.close(reason, errorLine(reason));
  }

  /** Called every few seconds: asks silent clients for a sign of life and gives up dead ones. */
  tick(): void {
    const { session, services: { network } } = this;
    if (session.closing !== undefined) return;
    const now = network.clock.elapsed();
    const silent = now - this.#lastHeard;
    const { registrationTimeout } = network.settings.limits;
    if (!session.user && now - this.#opened > registrationTimeout * 1000) {
      this.#cut("limits.registrationTimeout", "Registration timed out");
    } else if (silent > GONE_AFTER) {
      const reason = `Ping timeout: ${Math.round(silent / 1000)} seconds`;
      session.close(reason, errorLine(reason));
    } else if (session.user && silent > PING_AFTER && !this.#pinged) {
      this.#pinged = true;
      session.write(new Line(undefined, "PING", [network.name]));
    }
  }

  /** Writes what waits, if no write is under way already. */
  drain(encode: Encode): Promise<void> | undefined {
    if (this.#writing || this.#closed) return undefined;
    const { outbox } = this.session;
    if (outbox.size > 0) {
      this.#writing = true;
      return this.wire.write(encode(outbox.take())).then(this.#written, this.#notWritten);
    }
    if (outbox.finished) this.#close();
    return undefined;
  }

  readonly #written = () => {
    this.#writing = false;
    const { outbox } = this.session;
    if (outbox.size > 0) this.flush.add(this);
    else if (outbox.finished) this.#close();
  };

  readonly #notWritten = () => {
    this.session.close("Write error");
    this.#written();
  };

  #close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#linger);
    this.wire.close();
    this.#resolveEnded();
  }
}
