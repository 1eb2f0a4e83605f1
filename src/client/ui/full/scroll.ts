/** Which part of a buffer can be seen. New text below never moves what somebody reads. */

import type { Buffer } from "../../buffer.ts";
import type { Entry } from "../../entry.ts";
import { type Layout, rule } from "./layout.ts";
import { LOOK, type Row } from "./pieces.ts";

/** The lowest row that is seen: which entry's, and the how manieth of its rows. `undefined`: the end. */
export type Place = { readonly entry: Entry; readonly row: number } | undefined;

/** A row of a buffer, and what it belongs to. */
export interface Line {
  readonly entry: Entry;
  readonly row: number;
  readonly text: Row;
}

/** A buffer laid out for a width. */
export class Pages {
  constructor(
    readonly buffer: Buffer,
    readonly layout: Layout,
    readonly width: number,
  ) {}

  get count(): number {
    return this.buffer.entries.length + this.buffer.outgoing.length;
  }

  at(index: number): Entry | undefined {
    const { entries, outgoing } = this.buffer;
    return index < entries.length ? entries[index] : outgoing[index - entries.length];
  }

  indexOf(entry: Entry): number {
    const { entries, outgoing } = this.buffer;
    const at = entries.lastIndexOf(entry);
    if (at >= 0 || entry.kind !== "outgoing") return at;
    const waiting = outgoing.indexOf(entry);
    return waiting < 0 ? -1 : entries.length + waiting;
  }

  /** At most so many rows, upwards from a place; the lowest one comes last. */
  up(place: Place, height: number): Line[] {
    const lines: Line[] = [];
    const from = place ? this.indexOf(place.entry) : -1;
    for (let i = from < 0 ? this.count - 1 : from; i >= 0 && lines.length < height; i--) {
      const block = this.#block(i);
      const end = i === from && place ? Math.min(place.row, block.length - 1) : block.length - 1;
      for (let row = end; row >= 0 && lines.length < height; row--) {
        const line = block[row];
        if (line) lines.push(line);
      }
    }
    return lines.reverse();
  }

  /** So many rows further up; not beyond the point where the page would have empty rows. */
  scrolledUp(place: Place, by: number, height: number): Place {
    const lines = this.up(place, height + by);
    const lowest = lines[Math.min(lines.length, Math.max(height, lines.length - by)) - 1];
    return lowest === undefined || lines.length <= height
      ? place
      : { entry: lowest.entry, row: lowest.row };
  }

  /** So many rows further down. */
  scrolledDown(place: Place, by: number): Place {
    if (!place) return undefined;
    let missing = by;
    const from = this.indexOf(place.entry);
    if (from < 0) return undefined;
    for (let i = from; i < this.count; i++) {
      const block = this.#block(i);
      const start = i === from ? place.row : -1;
      if (block.length - 1 - start >= missing) {
        const entry = this.at(i);
        const row = start + missing;
        const isEnd = i === this.count - 1 && row === block.length - 1;
        return entry && !isEnd ? { entry, row } : undefined;
      }
      missing -= block.length - 1 - start;
    }
    return undefined;
  }

  /** The place from which an entry is seen in the middle of a page. */
  around(entry: Entry, height: number): Place {
    return this.scrolledDown({ entry, row: 0 }, Math.floor(height / 2));
  }

  /** How many entries are below a place. */
  below(place: Place): number {
    return place ? this.count - 1 - Math.max(0, this.indexOf(place.entry)) : 0;
  }

  /** An entry's rows, and what stands above it: a new day, the unread line. */
  #block(index: number): Line[] {
    const entry = this.at(index);
    if (!entry) return [];
    const before = this.at(index - 1);
    const texts: Row[] = [];
    const day = this.layout.newDay(before?.time, entry.time);
    if (day !== undefined) texts.push(rule(day, LOOK.dim, this.width));
    const { line } = this.buffer;
    if (line !== undefined && entry.time > line && (before?.time ?? 0) <= line) {
      texts.push(rule(this.layout.texts.unreadLine, LOOK.error, this.width));
    }
    texts.push(...this.layout.rows(entry, this.width));
    return texts.map((text, row) => ({ entry, row, text }));
  }
}
