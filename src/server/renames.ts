/**
 * Channels that are getting another name. What is kept of them follows in the database, and what is said
 * meanwhile neither gets lost nor begins a second sequence: messages on their way come first, later ones
 * wait until the name is there, and go under that.
 * https://ircv3.net/specs/extensions/channel-rename
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../log.ts";
import type { ChannelRenames, MessageStore, NewMessage, Outcome, Renaming } from "./store.ts";

/** How long a rename, or a message because of it, may wait for the database; ms. */
const PATIENCE = 3_000;
/** Between two tries to write what may be written already; ms. */
const PAUSE = 200;
/** Messages that may wait for one rename. */
const MOST_HELD = 1_000;

const BUSY = "The channel is getting another name, and the database does not answer; " +
  "the message is not stored: try again in a moment";

interface Held {
  readonly message: NewMessage;
  readonly done: (outcome: Outcome) => void;
}

/** A rename that is going on. */
interface Going extends Renaming {
  readonly held: Held[];
  /** It takes too long: nobody has to wait for it any more. */
  isLate: boolean;
}

/** How a rename ended: `unavailable` when nothing has changed because the database did not answer. */
export type Renamed = "renamed" | "name was used" | "unavailable";

/** The messages' way to the store, which watches over channels that get another name. */
export class Renames implements MessageStore {
  /** Messages that were not settled yet, counted by the folded name of their channel. */
  readonly #onTheirWay = new Map<string, number>();
  readonly #goingOn = new Map<string, Going>();
  /** Those who wait until no message to a channel is on its way. */
  readonly #waiting = new Map<string, () => void>();
  readonly #closing = new AbortController();

  constructor(
    readonly messages: MessageStore,
    readonly store: ChannelRenames,
    readonly log: Log,
  ) {}

  append(message: NewMessage, done: (outcome: Outcome) => void): void {
    if (message.target.kind === "direct") return this.messages.append(message, done);
    const going = this.#goingOn.get(message.target.key);
    if (!going) this.#pass(message, done, message.target.key);
    else if (going.isLate || going.held.length === MOST_HELD) refuse({ message, done });
    else going.held.push({ message, done });
  }

  room(): Promise<void> | undefined {
    return this.messages.room();
  }

  /** Whether a channel is about to be called so, or about to be called something else. */
  isConcerned(key: string): boolean {
    if (this.#goingOn.size === 0) return false;
    return this.#goingOn.has(key) || [...this.#goingOn.values()].some((going) => going.key === key);
  }

  /**
   * Has a channel called something else, of which neither name may be concerned. `named` is called when
   * it is stored, gives the channel its name and says whether there still was one.
   */
  async rename(renaming: Renaming, named: () => boolean): Promise<Renamed> {
    const going: Going = { ...renaming, held: [], isLate: false };
    this.#goingOn.set(renaming.from, going);
    const late = setTimeout(() => {
      going.isLate = true;
      going.held.splice(0).forEach(refuse);
    }, PATIENCE);
    let isNamed = false;
    try {
      if (!await this.#allSettled(renaming.from)) return "unavailable";
      const write = await this.store.prepareRename(renaming);
      if (!write) return "name was used";
      if (!await this.#write(write)) return "unavailable";
      isNamed = named();
      return "renamed";
    } catch (error) {
      this.log.warn("a channel could not get another name", { error: `${error}` });
      return "unavailable";
    } finally {
      clearTimeout(late);
      this.#goingOn.delete(renaming.from);
      for (const one of going.held) {
        const message = isNamed ? readdressed(one.message, renaming) : one.message;
        this.append(message, one.done);
      }
    }
  }

  /** Nothing is tried again after this. */
  close(): void {
    this.#closing.abort();
  }

  /** As often as it takes: whether the first try was carried out is not known, and must not stay so. */
  async #write(write: () => Promise<string | undefined>): Promise<boolean> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        const refusal = await write();
        if (refusal === undefined) return true;
        this.log.error("the database refuses a channel's other name", { reason: refusal });
        return false;
      } catch (error) {
        this.log.warn("a channel's other name is not stored yet; trying again", {
          error: `${error}`,
        });
        await sleep(PAUSE, undefined, { signal, ref: false }).catch(() => {});
      }
    }
    return false;
  }

  #pass(message: NewMessage, done: (outcome: Outcome) => void, key: string): void {
    this.#onTheirWay.set(key, (this.#onTheirWay.get(key) ?? 0) + 1);
    this.messages.append(message, (outcome) => {
      try {
        done(outcome);
      } finally {
        if (outcome.kind === "unknown") outcome.settled.then(() => this.#settled(key));
        else this.#settled(key);
      }
    });
  }

  #settled(key: string): void {
    const left = (this.#onTheirWay.get(key) ?? 0) - 1;
    if (left > 0) return void this.#onTheirWay.set(key, left);
    this.#onTheirWay.delete(key);
    this.#waiting.get(key)?.();
  }

  /** Resolves when no message to the channel is on its way; false if that takes too long. */
  async #allSettled(key: string): Promise<boolean> {
    if (!this.#onTheirWay.has(key)) return true;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiting.set(key, () => resolve(true));
    const late = setTimeout(() => resolve(false), PATIENCE);
    try {
      return await promise;
    } finally {
      clearTimeout(late);
      this.#waiting.delete(key);
    }
  }
}

function refuse({ done }: Held): void {
  queueMicrotask(() => done({ kind: "failed", reason: BUSY }));
}

/** The message under the channel's other name; a rank before the name stays. */
function readdressed(message: NewMessage, { key, name }: Renaming): NewMessage {
  const { addressed } = message;
  return {
    ...message,
    target: { kind: "channel", key, name },
    addressed: addressed.slice(0, addressed.indexOf("#")) + name,
  };
}
