/**
 * Somebody who writes: each message has an id, and one whose end is unknown because the connection
 * ended is sent again with the same id, until it is known.
 */
import type { Message } from "../../src/irc/message.ts";
import type { Client, Person } from "./client.ts";
import type { Random } from "./random.ts";
import { Reader } from "./reader.ts";
import { type Attempt, type Conversation, type Ending, privately, type Sent } from "./records.ts";

export interface Manner {
  /** How many messages may be unanswered at once. */
  readonly window: number;
  /** Milliseconds between an answer and the next message. */
  readonly pause: number;
  /** How often the connection is cut right after something was sent; 0 is never, 1 is always. */
  readonly cutting: number;
  /** How long a text may be: times 15 bytes, beside its id. */
  readonly filler: number;
}

/** Milliseconds before the next message when one was not stored. */
const AFTER_FAILURE = 25;
/** How many acknowledged messages are sent once more in the end. */
const DOUBTS = 3;

export class Writer extends Reader {
  readonly sent: Sent[] = [];
  readonly #random: Random;
  /** By label: what was sent on this connection and not answered yet. */
  readonly #open = new Map<string, { readonly message: Sent; readonly attempt: Attempt }>();
  /** To be sent again, in the order in which they were sent first. */
  #again: Sent[] = [];
  #labels = 0;
  #phase: "silent" | "writing" | "stopping" = "silent";
  #waiting = 0;
  readonly #done = Promise.withResolvers<void>();

  /** `targets`: the channels and nicks to write to. */
  constructor(
    person: Person,
    channels: readonly string[],
    readonly targets: readonly [string, ...string[]],
    readonly manner: Manner,
    random: Random,
    port: number,
  ) {
    super(person, channels, port);
    this.#random = random;
  }

  /** Begins to write. */
  begin(): void {
    this.#phase = "writing";
    this.#fill();
  }

  /**
   * Writes nothing new any more; resolves when it is known of every message how it ended. Before that,
   * some that were acknowledged are sent once more, as a client does that never got to read it.
   */
  async finish(): Promise<void> {
    this.#phase = "stopping";
    const acknowledged = this.sent.filter(({ attempts }) =>
      attempts.at(-1)?.ending?.kind === "acknowledged"
    );
    for (let i = 0; i < DOUBTS && acknowledged.length > 0; i++) {
      const [message] = acknowledged.splice(this.#random.between(0, acknowledged.length - 1), 1);
      if (message) this.#again.push(message);
    }
    this.#fill();
    await this.#done.promise;
  }

  /** Messages whose end is not known yet. */
  get unresolved(): number {
    return this.#open.size + this.#again.length;
  }

  protected override entered(): void {
    this.#fill();
  }

  protected override lost(): void {
    const lost = [...this.#open.values()];
    this.#open.clear();
    for (const { attempt } of lost) end(attempt, { kind: "unknown" });
    this.#again = [...lost.map(({ message }) => message), ...this.#again];
    this.#fill();
  }

  protected override isResent(label: string): boolean {
    return (this.#open.get(label)?.message.attempts.length ?? 0) > 1;
  }

  protected override answered({ command, params, tags }: Message, label: string): void {
    const open = this.#open.get(label);
    // Somebody's being away is told beside the answer.
    if (!open || command === "301") return;
    this.#open.delete(label);
    const { message, attempt } = open;
    if (command === "PRIVMSG") {
      end(attempt, { kind: "acknowledged", msgid: tags.get("msgid") ?? "" });
      return this.#goOn(this.manner.pause);
    }
    const code = command === "FAIL" ? params[1] ?? "" : command;
    end(attempt, { kind: "failed", code, text: params.at(-1) ?? "" });
    // An earlier attempt may have been stored: only an acknowledgement tells.
    const isUnknown = message.attempts.some(({ ending }) => ending?.kind === "unknown");
    if (isUnknown) this.#again.push(message);
    this.#goOn(Math.max(AFTER_FAILURE, this.manner.pause));
  }

  #goOn(pause: number): void {
    if (pause === 0) return this.#fill();
    this.#waiting++;
    setTimeout(() => {
      this.#waiting--;
      this.#fill();
    }, pause);
  }

  /** Sends as much as may be unanswered. */
  #fill(): void {
    const { client } = this;
    while (client?.open && this.#open.size + this.#waiting < this.manner.window) {
      const message = this.#again.shift() ?? this.#compose();
      if (!message) break;
      this.#attempt(client, message);
      if (this.#random.chance(this.manner.cutting)) client.sent().then(() => client.cut());
    }
    if (this.#phase === "stopping" && this.unresolved === 0) this.#done.resolve();
  }

  #attempt(client: Client, message: Sent): void {
    const { id, sender, conversation, text } = message;
    const label = `${++this.#labels}`;
    const attempt: Attempt = {
      startedAt: performance.now(),
      endedAt: undefined,
      ending: undefined,
    };
    message.attempts.push(attempt);
    this.#open.set(label, { message, attempt });
    const target = conversation.split(" ").find((nick) => nick !== sender) ?? sender;
    client.send(`@label=${label};+chat/id=${id} PRIVMSG ${target} :${text}`);
  }

  #compose(): Sent | undefined {
    if (this.#phase !== "writing") return undefined;
    const { nick } = this.person;
    const target = this.#random.pick(this.targets);
    const conversation: Conversation = target.startsWith("#") ? target : privately(nick, target);
    const id = `${nick}-${this.sent.length + 1}`;
    const text = `${id} ${"né hello 🍵 ".repeat(this.#random.between(0, this.manner.filler))}`
      .trimEnd();
    const message: Sent = { id, sender: nick, conversation, text, attempts: [] };
    this.sent.push(message);
    return message;
  }
}

function end(attempt: Attempt, ending: Ending): void {
  attempt.ending = ending;
  attempt.endedAt = performance.now();
}
