/** What we say, and what became of it; that we are typing; how far we have read. */

import type { Buffer } from "../buffer.ts";
import type { Buffers } from "../buffers.ts";
import type { Clock } from "../clock.ts";
import { parseCtcp } from "../ctcp.ts";
import type { Outgoing } from "../entry.ts";
import type { Event } from "../events.ts";
import type { ScreenSettings } from "./settings.ts";

/** A typing notice is renewed after so many milliseconds. */
const TYPING_AGAIN = 3_000;
/** Read markers of so many milliseconds are sent as one. */
const MARK_LATER = 1_000;

export interface SayHow {
  readonly isAction?: boolean;
  readonly command?: "PRIVMSG" | "NOTICE";
  /** The message that this answers. */
  readonly replyTo?: string | undefined;
  /** The message that is taken back when this one has arrived. */
  readonly corrects?: string | undefined;
}

export class Talking {
  /** By our id of a new message: the msgid of the one that it corrects, and where. */
  readonly #corrections = new Map<string, { readonly target: string; readonly id: string }>();
  readonly #marks = new Map<Buffer, number>();
  #marking = false;
  #typing: { readonly target: string; readonly at: number } | undefined;

  constructor(
    readonly buffers: Buffers,
    readonly settings: ScreenSettings,
    readonly clock: Clock,
    readonly over: AbortSignal,
    readonly newId: () => string,
  ) {}

  say(target: string, text: string, how: SayHow = {}): void {
    const { session } = this.buffers;
    const { replyTo, corrects, command = "PRIVMSG" } = how;
    const id = this.newId();
    const tags = new Map(replyTo === undefined ? [] : [["+draft/reply", replyTo]]);
    if (corrects !== undefined) this.#corrections.set(id, { target, id: corrects });
    const typing = this.#typing;
    this.#typing = undefined;
    // Where it is said, a message tells by itself that its typing is over.
    if (typing && !session.isSame(typing.target, target)) {
      session.sendTags(typing.target, new Map([["+typing", "done"]]));
    }
    const sent = session.say(target, text, { ...how, tags, id });
    // Elsewhere nothing comes back, and each message was told already.
    if (!session.caps.has("echo-message")) return;
    const buffer = this.buffers.open(session.isupport.channelOf(target) ?? target);
    buffer.line = undefined;
    for (const pending of sent) {
      buffer.outgoing.push({
        kind: "outgoing",
        id: pending.id ?? pending.label,
        label: pending.label,
        time: this.clock.now(),
        target,
        command,
        text: pending.text,
        replyTo,
        state: { kind: "sending" },
        version: 0,
      });
    }
  }

  /** Under the same id, so that the server knows it if it has it already. */
  sayAgain(outgoing: Outgoing): void {
    const { session } = this.buffers;
    if (outgoing.state.kind !== "failed" || !session.registered) return;
    const { target, command, replyTo, id } = outgoing;
    const ctcp = parseCtcp(outgoing.text);
    const tags = new Map(replyTo === undefined ? [] : [["+draft/reply", replyTo]]);
    outgoing.state = { kind: "sending" };
    outgoing.version++;
    const text = ctcp?.text ?? outgoing.text;
    const [sent] = session.say(target, text, { command, tags, id, isAction: ctcp !== undefined });
    if (sent) outgoing.label = sent.label;
  }

  /** A correction takes the wrong message back only when the right one has arrived. */
  happened(event: Event): void {
    if (event.kind !== "message" || !event.message.own) return;
    const id = event.message.tags.get("+chat/id") ?? event.confirms?.id;
    const wrong = id === undefined ? undefined : this.#corrections.get(id);
    if (id === undefined || !wrong) return;
    this.#corrections.delete(id);
    this.redact(wrong.target, wrong.id, "");
  }

  /** False: this server does not let messages be taken back. */
  redact(target: string, id: string, reason: string): boolean {
    const { session } = this.buffers;
    if (!session.caps.has("draft/message-redaction")) return false;
    session.send("REDACT", target, id, ...(reason === "" ? [] : [reason]));
    return true;
  }

  /** Reacts, or takes the same reaction back. False: this server does not pass that on. */
  react(target: string, id: string, reaction: string): boolean {
    const { session } = this.buffers;
    if (!session.caps.has("message-tags")) return false;
    const mine = this.buffers.get(target)?.find(id)?.reactions?.get(reaction) ?? [];
    const tag = mine.includes(session.nick) ? "+draft/unreact" : "+draft/react";
    session.sendTags(target, new Map([["+draft/reply", id], [tag, reaction]]));
    return true;
  }

  /** Somebody types here; `text` is what stands there now. */
  types(buffer: Buffer, text: string): void {
    if (
      this.settings.typing === "off" || (buffer.kind !== "channel" && buffer.kind !== "private")
    ) {
      return;
    }
    const { session } = this.buffers;
    const isTalk = text !== "" && !/^\/(?!\/)|^@[^\s:,@]+:/.test(text);
    const now = this.clock.elapsed();
    const before = this.#typing;
    if (isTalk && before?.target === buffer.name && now - before.at < TYPING_AGAIN) return;
    if (!isTalk && before === undefined) return;
    this.#typing = isTalk ? { target: buffer.name, at: now } : undefined;
    session.sendTags(buffer.name, new Map([["+typing", isTalk ? "active" : "done"]]));
  }

  /** A conversation was read up to a time; our other clients are to know. */
  async marked(buffer: Buffer, upTo: number): Promise<void> {
    this.#marks.set(buffer, upTo);
    if (this.#marking) return;
    this.#marking = true;
    await this.clock.sleep(MARK_LATER, this.over);
    this.#marking = false;
    const { session } = this.buffers;
    if (session.registered && session.caps.has("draft/read-marker")) {
      for (const [{ name }, time] of this.#marks) {
        session.send("MARKREAD", name, `timestamp=${new Date(time).toISOString()}`);
      }
    }
    this.#marks.clear();
  }
}
