/**
 * The one door out for messages: has each one kept, then gives it to everyone it concerns. Nobody,
 * its sender included, sees a message before it is stored.
 */
import type { MemberMode } from "../irc/modes.ts";
import type { Tags } from "../irc/message.ts";
import type { Channel } from "./channel.ts";
import { lineOf, oneLine, tagsOf } from "./kept_line.ts";
import { RELAYED_BY, type Sendable } from "./line.ts";
import { Multiline, type TextLine } from "./multiline.ts";
import { errorLine, type Network } from "./network.ts";
import type { Reply } from "./reply.ts";
import type { Session } from "./session.ts";
import type { MessageStore, NewMessage, Outcome, Party, StoredMessage, Target } from "./store.ts";
import type { User } from "./user.ts";

/** A message as a command has accepted it. */
export interface Outgoing {
  readonly kind: "PRIVMSG" | "NOTICE" | "TAGMSG";
  readonly from: User;
  /** The nick of somebody elsewhere for whom a bridge, `from`, says it. */
  readonly relayedFor?: string;
  readonly to: Destination;
  /** What is kept: of several lines, all of them. */
  readonly text: string;
  /** The lines as the sender wrote them, if there were several. */
  readonly lines?: readonly TextLine[] | undefined;
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

/**
 * A TAGMSG without any of these, such as `+typing`, is over in a moment.
 * https://ircv3.net/specs/client-tags/react
 */
const LASTING_TAGS = ["+draft/persist", "+draft/react", "+draft/unreact"];

export class Publisher {
  constructor(readonly network: Network, readonly store: MessageStore) {}

  /** Gives a message to everyone it concerns; before that it is kept, if it is one that is kept. */
  send(message: Outgoing, reply: Reply): void {
    if (this.#isToKeep(message)) this.keep(message, reply);
    else this.pass(message, reply);
  }

  #isToKeep({ kind, to, tags }: Outgoing): boolean {
    const { enabled, directMessages, storeTagmsg } = this.network.settings.history;
    const isHistory = to.kind === "user"
      ? enabled && directMessages
      : this.network.keepsHistoryOf(to.channel);
    if (!isHistory) return false;
    return kind !== "TAGMSG" || (storeTagmsg && LASTING_TAGS.some((tag) => tags.has(tag)));
  }

  /** Has a message kept and delivered; `reply` hears how it ended. */
  keep(message: Outgoing, reply: Reply): void {
    reply.expect();
    this.store.append(this.#accepted(message), (outcome) => {
      this.#ended(message, outcome, reply);
      reply.settle();
    });
  }

  /** Gives an ephemeral message, such as `+typing`, to everyone it concerns, unkept. */
  pass(message: Outgoing, reply: Reply): void {
    this.#deliver(message, shown(message, this.#accepted(message)), reply);
  }

  #accepted(message: Outgoing): NewMessage {
    const { kind, from, to, text, tags, clientId } = message;
    const { source, sender, account } = speakerOf(message);
    return {
      target: targetOf(message),
      kind,
      msgid: this.network.ids.msgid(),
      time: this.network.clock.now(),
      source,
      sender,
      account,
      text,
      addressed: addressedAs(to),
      tags: message.relayedFor === undefined ? tags : new Map([...tags, [RELAYED_BY, from.nick]]),
      clientId,
    };
  }

  #ended(message: Outgoing, outcome: Outcome, reply: Reply): void {
    if (outcome.kind === "failed") {
      const { kind, to } = message;
      return reply.fail(kind, "MESSAGE_NOT_STORED", addressedAs(to), outcome.reason);
    }
    if (outcome.kind === "unknown") {
      // It may turn out to be stored after all: then the others must see it, late as it is.
      outcome.settled.then((settled) => {
        if (settled.kind === "stored") this.#ended(message, settled, reply);
      });
      return reply.session.close(outcome.reason, errorLine(outcome.reason));
    }
    if (outcome.kind === "duplicate") {
      const line = lineOf(outcome.message, this.network.settings.limits.line);
      return this.#echo(message, line, reply);
    }
    this.#note(message.to, outcome.message);
    this.#deliver(message, shown(message, outcome.message), reply);
  }

  #note(to: Destination, { target, seq }: StoredMessage): void {
    // Between a message and its COMMIT the channel may have been renamed; then this is not its sequence.
    if (to.kind !== "channel" || target.kind !== "channel" || to.channel.key !== target.key) return;
    to.channel.lastSeq = seq;
  }

  #deliver(message: Outgoing, line: Sendable, reply: Reply): void {
    const { from, to } = message;
    this.#echo(message, line, reply);
    if (to.kind === "user") {
      const user = this.network.present(to.party, to.user);
      if (user) give(message, line, user);
      if (to.user === from) return;
    } else {
      const { channel: { members }, atLeast } = to;
      for (const [user, member] of members) {
        if (atLeast === undefined || member.isAtLeast(atLeast)) {
          give(message, line, user, reply.session);
        }
      }
      if (members.has(from)) return;
    }
    // What I say from one session shows in my others.
    give(message, line, from, reply.session);
  }

  #echo(message: Outgoing, line: Sendable, reply: Reply): void {
    if (reply.session.has("echo-message") && reads(reply.session, message)) reply.send(line);
  }
}

/** Writes a message to the sessions of a user, one of them left out: that has had its echo. */
function give(message: Outgoing, line: Sendable, user: User, except?: Session): void {
  for (const session of user.sessions) {
    if (session !== except && reads(session, message)) session.write(line);
  }
}

/** TAGMSG means nothing to a client without message-tags. */
function reads(session: Session, message: Outgoing): boolean {
  return message.kind !== "TAGMSG" || session.has("message-tags");
}

function targetOf({ from, to }: Outgoing): Target {
  return to.kind === "channel"
    ? { kind: "channel", key: to.channel.key, name: to.channel.name }
    : { kind: "direct", from: from.party, to: to.party };
}

/** Who others see speaking: the user, or somebody for whom the user relays. */
function speakerOf({ from, relayedFor: nick }: Outgoing) {
  const { source, party: sender, account, username, host } = from;
  if (nick === undefined) return { source, sender, account };
  return {
    source: `${nick}!${username}@${host}`,
    sender: { id: sender.id, nick },
    account: undefined,
  };
}

function addressedAs(to: Destination): string {
  return to.kind === "channel" ? to.addressed : to.party.nick;
}

/** A message as it is first seen; several lines come as their sender has composed them. */
function shown({ from, lines, relayedFor }: Outgoing, accepted: NewMessage): Sendable {
  const bot = from.modes.has("B") && relayedFor === undefined;
  if (!lines) return oneLine(accepted, bot);
  const { msgid, source, kind, addressed } = accepted;
  return new Multiline(msgid, { source, command: kind, addressed }, lines, tagsOf(accepted, bot));
}
