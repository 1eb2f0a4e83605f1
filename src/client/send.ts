/** `chat send`: messages out of a program, each with a receipt. */

import { EXIT, Problem } from "../problem.ts";
import { enter } from "./enter.ts";
import type { Event } from "./events.ts";
import { Chat, GROUND, type Ground, type Opening } from "./open.ts";
import { Pace } from "./pace.ts";
import { shownAddress } from "./wire.ts";
import { texts } from "./texts/index.ts";

/** How long, in milliseconds, the server may take to confirm a message. */
const PATIENCE = 30_000;

export interface Sending {
  readonly opening: Omit<Opening, "join" | "historyOnJoin" | "again">;
  /** A channel or a nick. */
  readonly target: string;
  /** Each a message, or several if it is long; one with `\n` in it is a message of several lines. */
  readonly lines: AsyncIterable<string>;
  /** By which the server knows the first message again when all this is done twice; others count on. */
  readonly id?: string | undefined;
  /** Also send to a server that confirms nothing. */
  readonly unconfirmed: boolean;
}

/**
 * Sends the lines, in order and without waiting for each. Gives the id of each message to `receipt` when
 * the server has confirmed it, in the order of the lines, and what people should know to `note`. Stops at the first one that is refused and throws
 * a `Problem`, as it does when the connection fails.
 */
export async function send(
  sending: Sending,
  receipt: (id: string) => void,
  note: (text: string) => void,
  ground: Ground = GROUND,
): Promise<void> {
  const chat = new Chat({
    ...sending.opening,
    join: [],
    historyOnJoin: 0,
    again: false,
    caps: ["draft/multiline"],
  }, ground);
  const receipts = new Receipts(receipt);
  chat.listen((event) => {
    receipts.take(event);
    if (event.kind === "connection") note(event.text);
  });
  await chat.registered();
  try {
    await new Promise<void>((resolve, reject) => {
      deliver(sending, chat, receipts, ground).then(resolve, reject);
      chat.ended.catch((error) => reject(receipts.problem ?? error));
    });
  } finally {
    await chat.leave();
  }
}

async function deliver(
  { opening, target, lines, unconfirmed, id }: Sending,
  chat: Chat,
  receipts: Receipts,
  ground: Ground,
): Promise<void> {
  const { session } = chat;
  if (!session.caps.has("echo-message") && !unconfirmed) {
    throw new Problem(texts.confirmsNothing(shownAddress(opening.server)), EXIT.protocol);
  }
  if (session.isupport.channelOf(target) === target) await enter(chat, target);
  const pace = new Pace(session);
  if (unconfirmed) {
    chat.listen((event) => {
      if (event.kind === "error") receipts.refuse(event.text);
    });
  }
  try {
    let count = 0;
    for await (const line of lines) {
      await patiently(pace.next(), ground);
      if (receipts.problem) break;
      const own = id === undefined || count++ === 0 ? id : `${id}-${count}`;
      for (const message of session.say(target, line, { id: own })) receipts.expect(message.label);
    }
  } finally {
    await patiently(pace.settled(), ground);
  }
  if (receipts.problem) throw receipts.problem;
}

/** The confirmations, in the order of sending. */
class Receipts {
  problem: Problem | undefined;
  /** Labels of messages that have no receipt yet, oldest first. */
  readonly #expected: string[] = [];
  readonly #ids = new Map<string, string>();

  constructor(readonly receipt: (id: string) => void) {}

  expect(label: string): void {
    this.#expected.push(label);
  }

  take(event: Event): void {
    if (event.kind === "message" && event.confirms) {
      this.#confirmed(event.confirms.label, event.message.id);
    } else if (event.kind === "accepted") {
      this.#confirmed(event.pending.label, event.id);
    } else if (event.kind === "failed") {
      const { target, text } = event.pending;
      this.problem ??= new Problem(
        texts.wasNotDelivered(text, target, event.reason),
        event.again ? EXIT.tryAgain : EXIT.refused,
      );
    }
  }

  /** Where nothing is confirmed, any complaint of the server must be taken as one about our messages. */
  refuse(complaint: string): void {
    this.problem ??= new Problem(complaint, EXIT.refused);
  }

  #confirmed(label: string, id: string | undefined): void {
    this.#ids.set(label, id ?? "");
    for (;;) {
      const id = this.#ids.get(this.#expected[0] ?? "");
      if (id === undefined) return;
      this.#ids.delete(this.#expected.shift() ?? "");
      this.receipt(id);
    }
  }
}

async function patiently(work: Promise<unknown>, { clock }: Ground): Promise<void> {
  const done = new AbortController();
  const late = clock.sleep(PATIENCE, done.signal).then(() => "late");
  const outcome = await Promise.race([work, late]);
  done.abort();
  if (outcome === "late") {
    throw new Problem(texts.confirmedNothing(PATIENCE / 1000), EXIT.tryAgain);
  }
}
