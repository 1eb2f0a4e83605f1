/**
 * One connection as the server's core sees it: what it negotiated, whose it is, and what waits to be
 * written to it. A user may have several; until registration is complete a session has none.
 */
import type { Cap } from "../irc/caps.ts";
import { type Line, type ReaderKind, READS, type Sendable } from "./line.ts";
import type { ClientBatch } from "./open_batch.ts";
import { Outbox } from "./outbox.ts";
import type { Reply } from "./reply.ts";
import type { Exchange } from "./sasl.ts";
import type { Login } from "./store.ts";
import type { User } from "./user.ts";

/** What a client has said of itself before it is registered. */
export interface Registration {
  nick: string | undefined;
  username: string | undefined;
  realname: string | undefined;
  password: string | undefined;
  /** Between CAP LS or REQ and CAP END registration waits. */
  negotiating: boolean;
  /** The account that the client has logged in to. */
  login: Login | undefined;
  /** What AWAY said; "" is not away. https://ircv3.net/specs/extensions/pre-away */
  away: string;
  /** What METADATA has set. https://ircv3.net/specs/extensions/metadata */
  readonly metadata: Map<string, string>;
}

/** Where a session comes from. */
export interface Origin {
  /** The address, as text without port. */
  readonly address: string;
  /** How the bytes get here: encrypted, without leaving the machine, or so that others can read them. */
  readonly way: "tls" | "local" | "open";
  /** The port that it came to; left out where STS has no say: for WebSockets, and behind a proxy. */
  readonly port?: number;
  /** The SHA-256 of the certificate that the client has shown, in hexadecimal; only in TLS. */
  readonly certificate?: () => string | undefined;
  /** Only those who log in may come in there. */
  readonly accountRequired?: boolean;
}

export class Session {
  readonly outbox: Outbox;
  readonly registration: Registration = {
    nick: undefined,
    username: undefined,
    realname: undefined,
    password: undefined,
    negotiating: false,
    login: undefined,
    away: "",
    metadata: new Map(),
  };
  readonly #caps = new Set<Cap>();
  /** Which tags this session reads. */
  reads: ReaderKind = 0;
  /** Metadata keys about which this session wants to be told. */
  readonly metadataKeys = new Set<string>();
  /** The name of its address, if that is looked up and has one. */
  hostname: string | undefined;
  /** The version given with CAP LS; from 302 on values are shown. */
  capVersion = 301;
  user: User | undefined;
  /** The try to log in that is going on. */
  sasl: Exchange | undefined;
  /** The batch of lines that the client has begun to send, until it is closed. */
  batch: ClientBatch | undefined;

  /** Why the session ends; set once, by `close`. */
  closing: string | undefined;
  /** Told when the session ends, why. */
  onClose: (reason: string) => void = () => {};

  /** While a labelled command runs, what it sends to its own session belongs to its reply. */
  capturing: Reply | undefined;

  /** Replies that are not complete yet, each with the next one: answers leave in the order of the questions. */
  #oldest: Reply | undefined;
  #newest: Reply | undefined;
  #onSettled: (() => void)[] = [];

  constructor(readonly origin: Origin, sendqLimit: number) {
    this.outbox = new Outbox(sendqLimit);
    this.outbox.onOverflow = () => this.close("SendQ exceeded: you read too slowly");
  }

  /** How numerics address this client. */
  get nick(): string {
    return this.user?.nick ?? "*";
  }

  /** The address as it can stand in a line, where nothing may start with a colon. */
  get address(): string {
    const { address } = this.origin;
    return address.startsWith(":") ? `0${address}` : address;
  }

  /** What others see of where it comes from. */
  get host(): string {
    return this.hostname ?? this.address;
  }

  /** By what masks of hosts find it. */
  get hosts(): readonly string[] {
    return this.hostname === undefined ? [this.address] : [this.hostname, this.address];
  }

  /** The account that this client is logged in to. */
  get login(): Login | undefined {
    return this.user ? this.user.login : this.registration.login;
  }

  get caps(): ReadonlySet<Cap> {
    return this.#caps;
  }

  has(cap: Cap): boolean {
    return this.#caps.has(cap);
  }

  /** Which draft of metadata it speaks. */
  get metadataDraft(): 2 | 3 | undefined {
    if (this.has("draft/metadata-3")) return 3;
    return this.has("draft/metadata-2") ? 2 : undefined;
  }

  /** Whether it understands what is sent of metadata unasked. */
  get readsMetadata(): boolean {
    return this.metadataDraft !== undefined && this.has("batch");
  }

  setCap(cap: Cap, on: boolean): void {
    if (on) this.#caps.add(cap);
    else this.#caps.delete(cap);
    if (!this.readsMetadata) this.metadataKeys.clear();
    this.reads = (this.has("server-time") ? READS.time : 0) |
      (this.has("message-tags") ? READS.tags : 0) | (this.has("account-tag") ? READS.account : 0) |
      (this.has("batch") ? READS.batch : 0) |
      (this.has("draft/multiline") ? READS.multiline : 0) |
      (this.has("draft/relaymsg") ? READS.relay : 0);
    this.outbox.kind = this.reads;
  }

  /** Sends something that concerns this session's user. */
  send(item: Sendable): void {
    if (this.capturing) this.capturing.send(item);
    else this.write(item);
  }

  /** Puts something into the outbox. */
  write(item: Sendable, label?: string): void {
    if (this.closing !== undefined) return;
    this.outbox.push(item.encode(this.reads, label === undefined ? undefined : { label }));
  }

  /** Ends the session after what waits has been written; `last` is its last line. */
  close(reason: string, last?: Line): void {
    if (this.closing !== undefined) return;
    if (last) this.write(last);
    this.closing = reason;
    this.outbox.finish();
    this.onClose(reason);
  }

  /** A reply takes its place in the order of answers. */
  expect(reply: Reply): void {
    if (this.#newest) this.#newest.next = reply;
    else this.#oldest = reply;
    this.#newest = reply;
  }

  /** Whether it is this reply's turn to be written. */
  isTurnOf(reply: Reply): boolean {
    return this.#oldest === reply;
  }

  /** Lets the replies whose turn has come and that are complete go out. */
  advance(): void {
    for (let first = this.#oldest; first; first = this.#oldest) {
      first.flush();
      if (!first.complete) return;
      this.#oldest = first.next;
    }
    this.#newest = undefined;
    if (this.#onSettled.length === 0) return;
    const waiting = this.#onSettled;
    this.#onSettled = [];
    for (const resolve of waiting) resolve();
  }

  /** `undefined` if no reply is outstanding; else a promise of that moment. */
  settled(): Promise<void> | undefined {
    if (!this.#oldest) return undefined;
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }
}
