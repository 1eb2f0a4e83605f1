/**
 * The one door out for messages: has each one kept, then gives it to everyone it concerns. Nobody,
 * its sender included, sees a message before it is stored.
 */
import type { MemberMode } from "../irc/modes.ts";
import type { Tags } from "../irc/message.ts";
import type { Channel } from "./channel.ts";
import { Line } from "./line.ts";
import type { Network } from "./network.ts";
import type { Reply } from "./reply.ts";
import type { MessageStore, Outcome, Party, StoredMessage, Target } from "./store.ts";
import type { User } from "./user.ts";

/** A message as a command has accepted it. */
export interface Outgoing {
  readonly kind: "PRIVMSG" | "NOTICE" | "TAGMSG";
  readonly from: User;
  readonly to: Destination;
  readonly text: string;
  /** Client-only tags. */
  readonly tags: Tags;
  /** The sender's own id for the message, if it may be sent twice. */
  readonly clientId: string | undefined;
}

/** Where a message goes. `atLeast`: only to members who are that, as STATUSMSG asks. */
export type Destination =
  | {
    readonly kind: "channel";
    readonly channel: Channel;
    readonly addressed: string;
    readonly atLeast: MemberMode | undefined;
  }
  | { readonly kind: "user"; readonly party: Party; readonly user: User | undefined };

export class Publisher {
  constructor(readonly network: Network, readonly store: MessageStore) {}

  /** Has a message kept and delivered; `reply` hears how it ended. */
  keep(message: Outgoing, reply: Reply): void {
    const { from, to } = message;
    reply.expect();
    this.store.append(
      {
        target: targetOf(message),
        kind: message.kind,
        msgid: this.network.ids.msgid(),
        time: this.network.clock.now(),
        source: from.source,
        sender: from.party,
        account: from.account,
        text: message.text,
        addressed: to.kind === "channel" ? to.addressed : to.party.nick,
        tags: message.tags,
        clientId: message.clientId,
      },
      (outcome) => {
        this.#ended(message, outcome, reply);
        reply.settle();
      },
    );
  }

  /** Gives an ephemeral message, such as `+typing`, to everyone it concerns, unkept. */
  pass(message: Outgoing, reply: Reply): void {
    const { kind, from, to, tags } = message;
    const addressed = to.kind === "channel" ? to.addressed : to.party.nick;
    const line = new Line(from.source, kind, [addressed], {
      time: this.network.clock.now(),
      msgid: this.network.ids.msgid(),
      account: from.account,
      bot: from.modes.has("B"),
      client: tags,
    });
    this.#deliver(message, line, reply);
  }

  #ended(message: Outgoing, outcome: Outcome, reply: Reply): void {
    if (outcome.kind === "failed") {
      const addressed = message.to.kind === "channel"
        ? message.to.addressed
        : message.to.party.nick;
      reply.fail(message.kind, "MESSAGE_NOT_STORED", addressed, outcome.reason);
      return;
    }
    const line = lineOf(outcome.message, message.from.modes.has("B"));
    if (outcome.kind === "duplicate") return this.#echo(message, line, reply);
    if (message.to.kind === "channel") message.to.channel.lastSeq = outcome.message.seq;
    this.#deliver(message, line, reply);
  }

  #deliver(message: Outgoing, line: Line, reply: Reply): void {
    const { from, to } = message;
    this.#echo(message, line, reply);
    for (const recipient of recipientsOf(to)) {
      for (const session of recipient.sessions) {
        const isOwnEcho = session === reply.session && to.kind === "channel";
        if (!isOwnEcho && reads(session, message)) session.write(line);
      }
    }
    if (to.kind === "user" && to.user === from) return;
    // What I say from one session shows in my others.
    if (to.kind === "channel" && to.channel.members.has(from)) return;
    for (const session of from.sessions) {
      if (session !== reply.session && reads(session, message)) session.write(line);
    }
  }

  #echo(message: Outgoing, line: Line, reply: Reply): void {
    if (reply.session.has("echo-message") && reads(reply.session, message)) reply.send(line);
  }
}

/** TAGMSG means nothing to a client without message-tags. */
function reads(session: { has(cap: "message-tags"): boolean }, message: Outgoing): boolean {
  return message.kind !== "TAGMSG" || session.has("message-tags");
}

function* recipientsOf(to: Destination): Iterable<User> {
  if (to.kind === "user") {
    if (to.user) yield to.user;
  } else if (to.atLeast === undefined) {
    yield* to.channel.members.keys();
  } else {
    for (const [user, member] of to.channel.members) if (member.isAtLeast(to.atLeast)) yield user;
  }
}

function targetOf({ from, to }: Outgoing): Target {
  return to.kind === "channel"
    ? { kind: "channel", key: to.channel.key, name: to.channel.name }
    : { kind: "direct", from: from.party, to: to.party };
}

/** A kept message as it was first seen, and will be again in history. */
export function lineOf(message: StoredMessage, bot = false): Line {
  const { source, kind, addressed, text, time, msgid, account, tags } = message;
  const params = kind === "TAGMSG" ? [addressed] : [addressed, text];
  return new Line(source, kind, params, { time, msgid, account, bot, client: tags });
}
