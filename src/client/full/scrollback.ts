/** History on the way into buffers: the newest on coming in, what was missed, and what came before. */

import { askHistory, pageSize } from "../ask_history.ts";
import type { Buffer } from "../buffer.ts";
import type { Buffers } from "../buffers.ts";

/** Pages of what was missed; beyond them a sentence says that there is more. */
const MAX_MISSED = 100;
/** Pages to load until a message is found that somebody wants to go to. */
const MAX_SOUGHT = 50;
/** On coming in. */
const FIRST = 50;

export class Scrollback {
  readonly #catching = new Set<Buffer>();

  /** `changed`: something has come that can be seen. */
  constructor(readonly buffers: Buffers, readonly changed: () => void) {}

  /** The newest messages, or everything since the newest one that is here. */
  async catchUp(buffer: Buffer): Promise<void> {
    if (this.#catching.has(buffer)) return;
    this.#catching.add(buffer);
    try {
      const newest = buffer.end("newest")?.id;
      if (newest === undefined) await this.#newest(buffer);
      else await this.#missed(buffer, newest);
      if (buffer.readUpTo > 0) buffer.recount();
      // Where nobody says how much was read, what was there before we came counts as read.
      else if (newest === undefined) buffer.read();
      if (buffer === this.buffers.current && this.buffers.needs.watching()) this.buffers.seen();
    } finally {
      this.#catching.delete(buffer);
      this.changed();
    }
  }

  /** One page more of what came before. */
  async older(buffer: Buffer): Promise<void> {
    const { session } = this.buffers;
    const oldest = buffer.askedTo ?? buffer.end("oldest")?.id;
    const isThere = session.registered && session.caps.has("draft/chathistory");
    if (!isThere || buffer.older !== "unknown" || oldest === undefined) return;
    buffer.loadsOlder();
    this.changed();
    const page = await askHistory(session, "BEFORE", buffer.name, `msgid=${oldest}`);
    buffer.askedTo = page?.oldest ?? oldest;
    if (page) buffer.older = page.count < pageSize(session) ? "none" : "unknown";
    else buffer.older = session.registered ? "cleared" : "unknown";
    this.changed();
  }

  /** Loads what came before until the message is there. False: it is too far back. */
  async reach(buffer: Buffer, id: string): Promise<boolean> {
    for (let pages = 0; pages < MAX_SOUGHT && !buffer.find(id); pages++) {
      if (buffer.older !== "unknown" || !this.buffers.session.registered) break;
      await this.older(buffer);
    }
    return buffer.find(id) !== undefined;
  }

  async #newest(buffer: Buffer): Promise<void> {
    const count = Math.min(FIRST, pageSize(this.buffers.session));
    const page = await askHistory(this.buffers.session, "LATEST", buffer.name, "*", count);
    if (page && page.count < count) buffer.older = "none";
  }

  async #missed(buffer: Buffer, newest: string): Promise<void> {
    const { session, needs } = this.buffers;
    const size = pageSize(session);
    let from = newest;
    for (let pages = 0; pages < MAX_MISSED; pages++) {
      const page = await askHistory(session, "AFTER", buffer.name, `msgid=${from}`);
      // Who does not know that message any more may still have others.
      if (!page && pages === 0) return await this.#newest(buffer);
      if (!page || page.count < size || page.newest === undefined) return;
      from = page.newest;
    }
    this.buffers.note(buffer, needs.texts.missed, "problem");
  }
}
