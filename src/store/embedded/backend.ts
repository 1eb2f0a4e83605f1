/**
 * Shares PGlite's one backend among connections that speak PostgreSQL's wire protocol.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
import type { PGlite } from "@electric-sql/pglite";
import { LEAVE } from "./protocol.ts";

const READY_FOR_QUERY = "Z".charCodeAt(0);
const NOTIFICATION = "A".charCodeAt(0);
const TERMINATE = "X".charCodeAt(0);
const IDLE = "I".charCodeAt(0);
const CANCEL_REQUEST = 80877102;

const ROLLBACK = new TextEncoder().encode("Q\0\0\0\x0dROLLBACK\0");

export class Backend {
  readonly #sessions = new Set<Session>();
  #owner: Session | undefined;
  #waiting: Session[] = [];

  /** `die` is called when the database has stopped in the middle of something. */
  constructor(readonly database: PGlite, readonly die: (reason: string) => void) {}

  welcome(port: MessagePort): void {
    const session = new Session(port);
    this.#sessions.add(session);
    port.onmessage = ({ data }: MessageEvent<Uint8Array | typeof LEAVE>) => {
      try {
        if (data === LEAVE) return this.#leave(session);
        session.take(data);
        this.#turn(session);
      } catch (error) {
        this.die(`${error}`);
      }
    };
  }

  /** Runs what a session has sent, or has it wait while another one is in a transaction. */
  #turn(session: Session): void {
    if (session.inbox.length === 0) return;
    if (this.#owner && this.#owner !== session) {
      if (!this.#waiting.includes(session)) this.#waiting.push(session);
      return;
    }
    this.#owner = session;
    for (let message = session.inbox.shift(); message; message = session.inbox.shift()) {
      this.#answer(session, this.database.execProtocolRawSync(message));
    }
    if (session.idle) this.#next();
  }

  #leave(session: Session): void {
    this.#sessions.delete(session);
    this.#waiting = this.#waiting.filter((other) => other !== session);
    if (this.#owner === session) {
      if (this.database.isInTransaction()) this.database.execProtocolRawSync(ROLLBACK);
      this.#next();
    }
    session.port.postMessage(LEAVE);
    session.port.close();
  }

  #next(): void {
    this.#owner = undefined;
    const next = this.#waiting.shift();
    if (next) this.#turn(next);
  }

  /** A notification is for everybody; PGlite tells it to the session that happens to be served. */
  #answer(session: Session, reply: Uint8Array): void {
    const view = new DataView(reply.buffer, reply.byteOffset);
    for (let at = 0; at < reply.length; at += 1 + view.getUint32(at + 1)) {
      if (reply[at] === READY_FOR_QUERY) session.idle = reply[at + 5] === IDLE;
      else session.idle = false;
      if (reply[at] !== NOTIFICATION) continue;
      const notification = reply.slice(at, at + 1 + view.getUint32(at + 1));
      for (const other of this.#sessions) {
        if (other !== session) other.port.postMessage(notification);
      }
    }
    if (reply.length > 0) session.port.postMessage(reply.slice());
  }
}

/** One connection's end here: cuts its bytes into whole messages. */
class Session {
  readonly inbox: Uint8Array[] = [];
  /** Whether the last answer was ReadyForQuery outside of a transaction. */
  idle = false;
  #rest: Uint8Array = new Uint8Array(0);
  #started = false;

  constructor(readonly port: MessagePort) {}

  take(chunk: Uint8Array): void {
    const bytes = concatenate(this.#rest, chunk);
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let at = 0;
    for (;;) {
      // The first message has no type in front of its length.
      const head = this.#started ? 1 : 0;
      if (bytes.length - at < head + 4) break;
      const size = head + view.getUint32(at + head);
      if (bytes.length - at < size) break;
      // A busy worker cannot hear a request to cancel, and the end is said by LEAVE.
      const cancel = !this.#started && view.getUint32(at + 4) === CANCEL_REQUEST;
      const terminate = this.#started && bytes[at] === TERMINATE;
      if (!cancel && !terminate) this.inbox.push(bytes.subarray(at, at + size));
      this.#started = true;
      at += size;
    }
    this.#rest = bytes.subarray(at);
  }
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
