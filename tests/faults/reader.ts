/** Somebody who reads along, connects again whenever the connection is lost, and keeps a record. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "../../src/irc/message.ts";
import { Client, type Person } from "./client.ts";
import { seenIn } from "./reading.ts";
import type { Stretch, Watch } from "./records.ts";

/** Milliseconds before the next try to connect. */
const PAUSE = 50;

export class Reader {
  readonly watch: Watch;
  protected client: Client | undefined;
  /** Batches that are open on this connection, by their id. */
  readonly #batches = new Map<string, { readonly type: string; readonly label: string }>();
  #left = false;
  #keepingUp: Promise<void> = Promise.resolve();

  constructor(
    readonly person: Person,
    readonly channels: readonly string[],
    readonly port: number,
  ) {
    this.watch = { nick: person.nick, channels, stretches: [] };
  }

  /** Connects for the first time. Rejects when that fails. */
  async enter(): Promise<void> {
    const client = await this.#connect();
    this.#keepingUp = this.#keepUp(client);
  }

  /** Leaves when everything has come that was sent until now. */
  async leave(): Promise<void> {
    this.#left = true;
    const stretch = this.watch.stretches.at(-1);
    const client = this.client;
    if (client && stretch) {
      // A connection that dies now is as good as one that died before.
      stretch.untilEnd = await client.catchesUp().then(() => true, () => false);
      client.cut();
    }
    await this.#keepingUp;
  }

  /** Connected, and let in. */
  protected entered(_client: Client): void {}
  /** The connection is over. */
  protected lost(): void {}
  /** A message came; `label`: of what it is the answer to. */
  protected answered(_message: Message, _label: string): void {}
  /** Whether the message with this label was sent more than once. */
  protected isResent(_label: string): boolean {
    return false;
  }

  async #connect(): Promise<Client> {
    const client = await Client.connect(this.port);
    const stretch: Stretch = { seen: [], untilEnd: false };
    this.#batches.clear();
    client.onMessage = (message) => this.#heard(message, stretch);
    try {
      await client.enter(this.person, this.channels);
    } catch (error) {
      client.cut();
      await client.ended;
      // Who is let in late may have seen something all the same.
      if (stretch.seen.length > 0) this.watch.stretches.push(stretch);
      throw error;
    }
    this.watch.stretches.push(stretch);
    this.client = client;
    return client;
  }

  async #keepUp(first: Client): Promise<void> {
    for (let client: Client | undefined = first; client;) {
      this.entered(client);
      await client.ended;
      this.client = undefined;
      this.lost();
      client = await this.#connectAgain();
    }
  }

  async #connectAgain(): Promise<Client | undefined> {
    while (!this.#left) {
      try {
        return await this.#connect();
      } catch {
        await sleep(PAUSE);
      }
    }
    return undefined;
  }

  #heard(message: Message, { seen }: Stretch): void {
    const { command, params, tags } = message;
    const batch = this.#batches.get(tags.get("batch") ?? "");
    const label = tags.get("label") ?? batch?.label ?? "";
    const [reference = "", type = ""] = params;
    if (command === "BATCH") {
      if (reference.startsWith("+")) this.#batches.set(reference.slice(1), { type, label });
      else this.#batches.delete(reference.slice(1));
    } else {
      const one = command === "PRIVMSG" && batch?.type !== "chathistory"
        ? seenIn(message, this.isResent(label))
        : undefined;
      if (one) seen.push(one);
      if (label !== "") this.answered(message, label);
    }
  }
}
