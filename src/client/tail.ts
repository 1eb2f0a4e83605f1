/** `chat tail`: what is said in a conversation, for programs and for people who read along. */

import { enter } from "./enter.ts";
import type { ChatMessage, Event } from "./events.ts";
import { Chat, GROUND, type Ground, type Opening } from "./open.ts";
import { type From, past } from "./past.ts";
import { texts } from "./texts/index.ts";

export interface Tailing {
  readonly opening: Omit<Opening, "join" | "historyOnJoin" | "again">;
  /** A channel or a nick. */
  readonly target: string;
  /** Which messages of the past. */
  readonly from: From;
  /** At most so many of them; `undefined`: all after a given place, else 10. */
  readonly count: number | undefined;
  /** Whether to stay for what is said from now on. */
  readonly follow: boolean;
}

/**
 * Gives each message to `out`, oldest first, none twice, and what people should know to `note`. With
 * `follow` it ends only with a `Problem` that cannot be helped; what was missed while the connection was
 * lost comes afterwards, as far as the server repeats it.
 */
export async function tail(
  tailing: Tailing,
  out: (message: ChatMessage) => void,
  note: (text: string) => void,
  ground: Ground = GROUND,
): Promise<void> {
  const { opening, follow } = tailing;
  const caps = ["draft/multiline"];
  const chat = new Chat({ ...opening, join: [], historyOnJoin: 0, again: follow, caps }, ground);
  const reading = new Reading(tailing, chat, out, note);
  chat.listen((event) => reading.happened(event));
  await chat.ended;
}

class Reading {
  /** Messages that came while the past was being asked for; `undefined` when they are given at once. */
  #coming: ChatMessage[] | undefined = [];
  #newest: ChatMessage | undefined;

  constructor(
    readonly tailing: Tailing,
    readonly chat: Chat,
    readonly out: (message: ChatMessage) => void,
    readonly note: (text: string) => void,
  ) {}

  happened(event: Event): void {
    switch (event.kind) {
      case "registered":
        this.#catchUp().catch((error) => {
          // When the connection is lost meanwhile, the link says so, and tries again if that is wanted.
          if (this.chat.session.registered) this.chat.fail(error);
        });
        break;
      case "message":
        if (!this.chat.session.isSame(event.message.target, this.tailing.target)) break;
        if (this.#coming) this.#coming.push(event.message);
        else this.#give(event.message);
        break;
      case "lost":
        this.#coming = [];
        if (event.seconds !== undefined) {
          this.note(texts.lineAgain(event.reason, Math.ceil(event.seconds)));
        }
        break;
      case "connection":
      case "error":
        this.note(event.text);
        break;
    }
  }

  async #catchUp(): Promise<void> {
    const { chat, tailing } = this;
    const { session } = chat;
    const coming: ChatMessage[] = this.#coming = [];
    if (session.isupport.isChannel(tailing.target)) await enter(chat, tailing.target);
    const before = this.#newest;
    const messages = await past(
      session,
      tailing.target,
      before === undefined ? tailing : { from: placeOf(before), count: undefined },
      coming,
      this.note,
    );
    if (this.#coming !== coming || !session.registered) return;
    for (const message of messages) this.#give(message);
    this.#coming = undefined;
    if (!tailing.follow) await chat.leave();
  }

  #give(message: ChatMessage): void {
    this.#newest = message;
    this.out(message);
  }
}

/** From where to go on after a message. */
function placeOf({ id, time }: ChatMessage): From {
  return id === undefined ? { kind: "since", time: time + 1 } : { kind: "after", id };
}
