/**
 * What the server needs of a store. `src/store/` implements it on PostgreSQL; the tests have one in
 * memory. Only types stand here, so that the server's core knows no database.
 */
import type { Tags } from "../irc/message.ts";
import type { Privilege } from "../privileges.ts";

/** One side of a private conversation. */
export interface Party {
  /** Who it really is: `a:<account id>` for an account, `g:<random>` for a guest's one stay. */
  readonly id: string;
  /** The nick at that moment. */
  readonly nick: string;
}

/** The account that somebody is logged in to. */
export interface Login {
  /** Never changes and is never used again. */
  readonly id: string;
  /** As it was spelled when it was made. */
  readonly name: string;
}

/** A channel by its folded name, or the private conversation of two parties (the same one, for a note to oneself). */
export type Target =
  | { readonly kind: "channel"; readonly key: string; readonly name: string }
  | { readonly kind: "direct"; readonly from: Party; readonly to: Party };

/** What is kept. JOIN and the like are there for `draft/event-playback`. */
export type StoredKind =
  | "PRIVMSG"
  | "NOTICE"
  | "TAGMSG"
  | "JOIN"
  | "PART"
  | "QUIT"
  | "KICK"
  | "NICK"
  | "TOPIC"
  | "MODE"
  | "REDACT";

/** A message on its way into the store. */
export interface NewMessage {
  readonly target: Target;
  readonly kind: StoredKind;
  /** Unique; made by the server. */
  readonly msgid: string;
  /** Milliseconds since 1970, as in the `time` tag. */
  readonly time: number;
  /** `nick!user@host` as it was when the message was accepted. */
  readonly source: string;
  readonly sender: Party;
  /** The sender's account name, if logged in. */
  readonly account: string | undefined;
  /** The last parameter; the lines of a multiline message are joined by "\n". */
  readonly text: string;
  /** The target as the sender wrote it: a channel (with its STATUSMSG prefix) or a nick. */
  readonly addressed: string;
  /** Client-only tags, with their `+`. */
  readonly tags: Tags;
  /** The sender's own id for this message: a second one with the same id is the same message. */
  readonly clientId: string | undefined;
}

/** A message that is committed. `seq` counts 1, 2, 3… within its target, without gaps. */
export interface StoredMessage extends NewMessage {
  readonly seq: number;
}

/**
 * What became of a message. `duplicate`: the sender's id was there already, `message` is the first one,
 * and nothing was written. `failed`: it was not written and will not be; `reason` is one sentence for
 * the sender.
 */
export type Settled =
  | { readonly kind: "stored" | "duplicate"; readonly message: StoredMessage }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * How an `append` ended. `unknown`: the database fell silent while the message was on its way. The
 * sender's connection is to be ended with `reason`. `settled` resolves when the database answers again
 * and before anything later is stored: if the message is stored after all, it is to be delivered then.
 */
export type Outcome =
  | Settled
  | { readonly kind: "unknown"; readonly reason: string; readonly settled: Promise<Settled> };

/** Keeps messages. */
export interface MessageStore {
  /**
   * Queues a message. `done` is called exactly once and never before `append` has returned; calls
   * come in the order of `seq` within each target. The queue is limited: over it, `failed`.
   */
  append(message: NewMessage, done: (outcome: Outcome) => void): void;
  /** `undefined` while there is room; near the limit a promise that resolves when there is again. */
  room(): Promise<void> | undefined;
}

/** A place in a target's history; bounds are exclusive. */
export type Bound = { readonly msgid: string } | { readonly time: number } | {
  readonly seq: number;
};

/** Which end of what was found a limit counts from. The answer is oldest first in any case. */
export type End = "oldest" | "newest";

/** A page of one target's history. What was redacted does not come. */
export interface PageQuery {
  readonly target: TargetKey;
  readonly after?: Bound | undefined;
  readonly before?: Bound | undefined;
  readonly from: End;
  readonly limit: number;
  /** Without events only PRIVMSG and NOTICE come. */
  readonly events: boolean;
  /**
   * What the reader's rank in a channel is written as, `"@%+"` for an op: messages to other ranks do not
   * come. Without it, all of them do.
   */
  readonly prefixes?: string | undefined;
}

/** Names a target for reading: a channel's folded name, or the ids of two parties. */
export type TargetKey =
  | { readonly kind: "channel"; readonly key: string }
  | { readonly kind: "direct"; readonly parties: readonly [string, string] };

/** A message that was looked up by its id. Of a redacted one text and tags are gone. */
export interface FoundMessage extends StoredMessage {
  readonly redacted: boolean;
}

/** Asks for the conversations whose latest PRIVMSG or NOTICE was sent between two moments. */
export interface TargetsQuery {
  /** Folded names of the channels that the reader may see. */
  readonly channels: readonly string[];
  /** Who the reader is in private conversations. */
  readonly party: string;
  /** Milliseconds since 1970, both exclusive. */
  readonly after: number;
  readonly before: number;
  readonly from: End;
  readonly limit: number;
}

/** A conversation and when its latest message was sent. `other` has the nick that was last seen there. */
export type ActiveTarget =
  | {
    readonly kind: "channel";
    readonly key: string;
    readonly name: string;
    readonly latest: number;
  }
  | { readonly kind: "direct"; readonly other: Party; readonly latest: number };

/** Asks for PRIVMSGs and NOTICEs wherever the reader may read. */
export interface SearchQuery {
  /** The channels to look in, and the reader's rank in each, as in `PageQuery`. */
  readonly channels: readonly { readonly key: string; readonly prefixes: string }[];
  /** The private conversations to look in, if any: all of the reader's, or the one with somebody. */
  readonly direct: { readonly reader: string; readonly other: string | undefined } | undefined;
  /** Every word of it begins a word of the message, in whatever case. */
  readonly text: string | undefined;
  /** The sender's folded nick at that moment. */
  readonly nick: string | undefined;
  /** Milliseconds since 1970, both inclusive. */
  readonly after: number | undefined;
  readonly before: number | undefined;
  readonly from: End;
  readonly limit: number;
}

/** Takes a message's text and tags away; that it was there can still be seen. */
export interface Redaction {
  readonly target: TargetKey;
  readonly msgid: string;
  /** Who does it, `nick!user@host`, and when. */
  readonly by: string;
  readonly time: number;
  readonly reason: string | undefined;
  /** What stays in history of it, for those who have read the message before. */
  readonly event: RedactionEvent | undefined;
}

/** A redaction as something that happened in its target, with a place in the sequence. */
export interface RedactionEvent {
  readonly msgid: string;
  readonly sender: Party;
  /** The sender's account name, if logged in. */
  readonly account: string | undefined;
  /** A channel, or the nick of the other one. */
  readonly addressed: string;
}

/** Reads what was kept, and redacts it. Every method rejects when the database cannot answer. */
export interface History {
  page(query: PageQuery): Promise<StoredMessage[]>;
  find(target: TargetKey, msgid: string): Promise<FoundMessage | undefined>;
  /** Oldest first. */
  targets(query: TargetsQuery): Promise<ActiveTarget[]>;
  /** Oldest first. */
  search(query: SearchQuery): Promise<StoredMessage[]>;
  /** Resolves after COMMIT; false if there is no such message, or no text left to take away. */
  redact(redaction: Redaction): Promise<boolean>;
}

/** A channel that is to be called something else; `from` and `key` are folded names. */
export interface Renaming {
  readonly from: string;
  readonly key: string;
  readonly name: string;
}

/** Has everything that is kept of a channel follow its name. */
export interface ChannelRenames {
  /**
   * Looks whether a channel may be called so: `undefined` if something was said under that name before.
   * What it resolves to gives the name, in one transaction, and resolves to the reason if the database
   * has refused that. It rejects when nobody knows; then it may be called again, and more often than once
   * is the same as once. Rejects when the database cannot answer.
   */
  prepareRename(renaming: Renaming): Promise<(() => Promise<string | undefined>) | undefined>;
}

/** How far people have read. Every method rejects when the database cannot answer. */
export interface ReadMarkers {
  /** All markers of a reader: milliseconds since 1970 by folded target. */
  readMarkers(reader: string): Promise<Map<string, number>>;
  /** Moves a marker, but never back. Resolves after COMMIT with where it is now. */
  markRead(reader: string, target: string, time: number): Promise<number>;
  /** The same for several readers at once. */
  markAllRead(readers: readonly string[], target: string, time: number): Promise<void>;
}

/** A registered person. */
export interface Account extends Login {
  readonly email: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly wishes: AccountWishes;
  /** What the person may do as an operator; nothing: they are none. */
  readonly privileges: readonly Privilege[];
}

/** What people decide about their own account; `undefined`: as the configuration has it. */
export interface AccountWishes {
  /** Stays on its channels while no client is connected. */
  readonly alwaysOn: boolean | undefined;
  /** Several clients share the nick. */
  readonly multiClient: boolean | undefined;
}

/** An account that is to be made. */
export interface NewAccount {
  readonly name: string;
  /** The folded name; unique. */
  readonly key: string;
  /** As `formatVerifier` writes it. The password itself goes nowhere. */
  readonly verifier: string;
  readonly email: string | undefined;
  readonly createdAt: number;
  readonly privileges: readonly Privilege[];
}

/** Somebody may make one account with a code of which this is what is kept. */
export interface Invitation {
  /** As `invitationDigest` makes it; the code itself goes nowhere. */
  readonly digest: string;
  readonly madeBy: string;
  /** Milliseconds since 1970. */
  readonly madeAt: number;
  readonly expiresAt: number;
}

/** Keeps accounts. Every method rejects when the database cannot answer. */
export interface AccountStore {
  list(): Promise<Account[]>;
  /** The account of a folded name, and its password's verifier. */
  find(key: string): Promise<{ account: Account; verifier: string } | undefined>;
  /** `undefined` if the name is taken. */
  create(account: NewAccount): Promise<Account | undefined>;
  /** The same with an invitation, which is used up if the account is made. */
  createInvited(
    account: NewAccount,
    digest: string,
  ): Promise<Account | "taken" | "not invited">;
  invite(invitation: Invitation): Promise<void>;
  /** Whose certificate has this SHA-256, in hexadecimal. */
  findByCertificate(fingerprint: string): Promise<Account | undefined>;
  /** The fingerprints of an account's certificates, oldest first. */
  certificates(id: string): Promise<string[]>;
  /** False if it is an account's already. `at`: milliseconds since 1970. */
  addCertificate(id: string, fingerprint: string, at: number): Promise<boolean>;
  removeCertificate(id: string, fingerprint: string): Promise<void>;
  setVerifier(id: string, verifier: string): Promise<void>;
  setPrivileges(id: string, privileges: readonly Privilege[]): Promise<void>;
  setWishes(id: string, wishes: AccountWishes): Promise<void>;
  /** Removes an account and what is kept for it, but none of its messages. */
  remove(id: string): Promise<void>;
  /** Has `changed` called whenever somebody else may have changed an account. */
  watch(changed: () => void): void;
}

/** Somebody who may not connect, or a network of addresses from which nobody may. */
export interface ServerBan {
  readonly kind: "KLINE" | "DLINE";
  /** Folded `user@host` for a KLINE; an address or a network such as `192.0.2.0/24` for a DLINE. */
  readonly mask: string;
  readonly reason: string;
  readonly setBy: string;
  /** Milliseconds since 1970; without an end it is for ever. */
  readonly setAt: number;
  readonly expiresAt: number | undefined;
}

/** Keeps bans of the whole server. Every method rejects when the database cannot answer. */
export interface BanStore {
  list(): Promise<ServerBan[]>;
  /** Takes the place of one of the same kind and mask. */
  put(ban: ServerBan): Promise<void>;
  /** False if there is no such ban. */
  remove(kind: ServerBan["kind"], mask: string): Promise<boolean>;
  /** Has `changed` called whenever somebody else may have changed one. */
  watch(changed: () => void): void;
}

/** A channel's rule about messages. */
export interface ChannelRule {
  /** The folded name. */
  readonly channel: string;
  readonly kind: "slow" | "word";
  /** Seconds between two messages of one person, or words with `*` and `?`. */
  readonly value: string;
  readonly setBy: string;
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

/** Keeps rules of channels. Every method rejects when the database cannot answer. */
export interface RuleStore {
  list(): Promise<ChannelRule[]>;
  /** There is one `slow` rule in a channel: another one takes its place. */
  put(rule: ChannelRule): Promise<void>;
  /** False if there is no such rule. Without a value it is all of that kind. */
  remove(channel: string, kind: ChannelRule["kind"], value?: string): Promise<boolean>;
  /** Has `changed` called whenever somebody else may have changed one. */
  watch(changed: () => void): void;
}

/** Something that an operator did. */
export interface Deed {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** `nick!user@host`, or who used the command line. */
  readonly by: string;
  /** What they called themselves to become an operator. */
  readonly oper: string | undefined;
  /** Such as "KILL". */
  readonly action: string;
  readonly target: string | undefined;
  readonly detail: string | undefined;
}

/** Keeps what operators did. Every method rejects when the database cannot answer. */
export interface AuditStore {
  record(deed: Deed): Promise<void>;
  /** The newest ones, oldest first. */
  latest(count: number): Promise<Deed[]>;
}

/** A user who stays on the network without a session. */
export interface KeptUser {
  /** The account's id: it has at most one such user. */
  readonly account: string;
  readonly nick: string;
  readonly username: string;
  readonly host: string;
  readonly realname: string;
  /** Letters. */
  readonly modes: string;
  readonly away: string | undefined;
}

/** An entry in a channel's list of masks. */
export interface KeptMask {
  readonly list: "b" | "e" | "I";
  readonly mask: string;
  readonly setBy: string;
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

/** A channel that is there after a restart: it is registered, or a kept user is in it. */
export interface KeptChannel {
  /** The folded name. */
  readonly key: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The id of the account that registered it. */
  readonly founder: string | undefined;
  readonly topic:
    | { readonly text: string; readonly setBy: string; readonly setAt: number }
    | undefined;
  /** Letters of the modes that are on and have no parameter. */
  readonly flags: string;
  /** +k */
  readonly password: string | undefined;
  /** +l */
  readonly memberLimit: number | undefined;
  readonly masks: readonly KeptMask[];
  /** The kept users in it, by account, and what they are there. */
  readonly members: readonly { readonly account: string; readonly modes: string }[];
}

/** What has changed since the last `save`. */
export interface KeptChanges {
  readonly users: readonly KeptUser[];
  /** Accounts whose user is not kept any more. */
  readonly goneUsers: readonly string[];
  readonly channels: readonly KeptChannel[];
  /** Folded names. */
  readonly goneChannels: readonly string[];
}

/** Keeps what outlives a restart besides messages and accounts. */
export interface KeptStore {
  loadKept(): Promise<{ users: KeptUser[]; channels: KeptChannel[] }>;
  /** All or nothing; first removes what is gone, then saves the users, then the channels. */
  saveKept(changes: KeptChanges): Promise<void>;
}

/** What the server is given. */
export interface Store extends MessageStore, History, ReadMarkers {
  /** Resolves when everything queued has ended and the connections are closed. */
  close(): Promise<void>;
}
