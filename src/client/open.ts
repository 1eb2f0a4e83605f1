/** A session on a link: what `chat connect`, `chat send` and `chat tail` start from. */

import { EXIT, Problem } from "../problem.ts";
import { CLOCK, type Clock } from "./clock.ts";
import type { Event } from "./events.ts";
import { Link } from "./link.ts";
import { type ChannelToJoin, type Identity, Session } from "./session.ts";
import { Sts } from "./sts.ts";
import { dial, type ServerAddress, type Wire } from "./wire.ts";
import { texts } from "./texts/index.ts";

/** How long, in milliseconds, a server may take to say whether it wants TLS, before we say who we are. */
const PATIENCE = 5_000;

/** Which server, as whom, and how. */
export interface Opening {
  readonly server: ServerAddress;
  readonly identity: Identity;
  readonly join: readonly ChannelToJoin[];
  readonly historyOnJoin: number;
  /** Capabilities to ask for beyond those that every part of the client uses. */
  readonly caps?: readonly string[];
  /** Whether a lost connection is made again. */
  readonly again: boolean;
}

/** What the client stands on; tests give another one. */
export interface Ground {
  readonly dial: (server: ServerAddress) => Promise<Wire>;
  readonly clock: Clock;
}

export const GROUND: Ground = { dial, clock: CLOCK };

export class Chat {
  readonly session: Session;
  /** Resolves when we have left; rejects with the `Problem` that ended it. */
  readonly ended: Promise<void>;
  readonly #link: Link;
  readonly #sts: Sts;
  readonly #clock: Clock;
  readonly #listeners = new Set<(event: Event) => void>();

  constructor(opening: Opening, { dial, clock }: Ground = GROUND) {
    this.#sts = new Sts(opening.server, clock);
    this.#clock = clock;
    const certificate = opening.server.tls?.own?.fingerprint;
    this.session = new Session({
      identity: opening.identity,
      ...(certificate === undefined ? {} : { certificate }),
      join: opening.join,
      historyOnJoin: opening.historyOnJoin,
      ...(opening.caps === undefined ? {} : { caps: opening.caps }),
      send: (line) => this.#link.send(line),
      tell: (event) => {
        for (const listener of [...this.#listeners]) listener(event);
      },
      accepted: () => this.#link.accepted(),
      drop: (reason) => this.#link.drop(reason),
      sts: (policy) => this.#givesUp(policy),
      fail: (problem) => this.#link.fail(problem),
      now: () => clock.now(),
    });
    this.#link = new Link(
      async () => {
        const address = await this.#sts.address();
        const wire = await dial(address);
        this.#sts.connected(address, wire);
        if (wire.note !== undefined) this.session.tell({ kind: "connection", text: wire.note });
        return wire;
      },
      opening.again,
      {
        opened: (over) => {
          const { isInTheClear } = this.#sts;
          this.session.opened(isInTheClear);
          if (isInTheClear) void this.#greetLater(over);
        },
        heard: ({ text }) => this.#heard(text),
        lost: (reason, seconds) => {
          this.#sts.closed();
          this.session.lost(reason, seconds);
        },
      },
      clock,
    );
    // The first event must find those who listen from the beginning.
    this.ended = Promise.resolve().then(() => this.#link.run()).finally(() => this.#sts.closed());
    this.ended.catch(() => {});
  }

  /** Gives every event to `listener`, until the function that is returned is called. */
  listen(listener: (event: Event) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The next event of which `choose` makes something. Rejects when the connection ends before. */
  next<T>(choose: (event: Event) => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.listen((event) => {
        const chosen = choose(event);
        if (chosen === undefined) return;
        stop();
        resolve(chosen);
      });
      const over = new Problem(texts.connectionEnded, EXIT.tryAgain);
      this.ended.then(() => reject(over), reject).finally(stop);
    });
  }

  /** Resolves when the server has let us in. Rejects when it never does. */
  async registered(): Promise<void> {
    if (this.session.phase === "in") return;
    await this.next((event) => event.kind === "registered" ? true : undefined);
  }

  /** A lost connection is tried again now, and not only after the pause. */
  retry(): void {
    this.#link.retry();
  }

  /** Leaves in order: QUIT, and the server's answer to it. */
  async leave(...reason: string[]): Promise<void> {
    this.session.send("QUIT", ...reason);
    await this.#link.end();
  }

  /** Ends it: `ended` rejects with `error`, which is a `Problem` or a bug. */
  fail(error: unknown): void {
    this.#link.fail(error);
  }

  /** A server that says nothing to CAP LS does not know it, and waits for us. */
  async #greetLater(over: AbortSignal): Promise<void> {
    await this.#clock.sleep(PATIENCE, over);
    if (!over.aborted) this.session.greet();
  }

  /** Whether what the server says of TLS means that we go elsewhere. */
  #givesUp(policy: string): boolean {
    if (!this.#sts.heard(policy)) return false;
    // In the middle of a conversation nobody is torn away; the next connection is the safe one.
    if (this.session.registered) return true;
    this.session.tell({ kind: "connection", text: texts.wantsTls });
    this.#link.redial();
    return true;
  }

  /** Another kind of server (a web server, say) answers with lines that are no IRC. */
  #heard(line: string): void {
    if (!this.session.everRegistered && /^(HTTP\/|SSH-|220[ -]|\{|<)/.test(line)) {
      const said = JSON.stringify(line.slice(0, 60));
      this.fail(new Problem(texts.notIrcSaid(said), EXIT.protocol));
    } else this.session.heard(line);
  }
}
