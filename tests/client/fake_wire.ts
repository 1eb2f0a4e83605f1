/** A connection whose other side is the test. */
import assert from "node:assert/strict";
import type { Wire } from "../../src/client/wire.ts";
import { settled } from "./fake_clock.ts";

export class FakeWire implements Wire {
  readonly chunks: ReadableStream<Uint8Array>;
  closed = false;
  note: string | undefined;
  /** Bytes are taken only while this is so. */
  reads = true;
  #to: ReadableStreamDefaultController<Uint8Array> | undefined;
  #written = "";

  constructor() {
    this.chunks = new ReadableStream({ start: (controller) => void (this.#to = controller) });
  }

  async write(bytes: Uint8Array): Promise<void> {
    while (!this.reads && !this.closed) await settled();
    if (this.closed) throw new Error("closed");
    this.#written += new TextDecoder().decode(bytes);
  }

  close(): void {
    if (!this.closed) this.#to?.error(new Error("Interrupted"));
    this.#to = undefined;
    this.closed = true;
  }

  /** Sends a text as it is. */
  async says(text: string): Promise<void> {
    this.#to?.enqueue(new TextEncoder().encode(text));
    await settled();
  }

  async line(...lines: string[]): Promise<void> {
    await this.says(lines.map((line) => `${line}\r\n`).join(""));
  }

  async ends(): Promise<void> {
    if (!this.closed) this.#to?.close();
    this.#to = undefined;
    await settled();
  }

  async breaks(reason: string): Promise<void> {
    this.#to?.error(new Error(reason));
    this.#to = undefined;
    await settled();
  }

  /** Exactly these lines were written since the last look. */
  async got(...lines: string[]): Promise<void> {
    await settled();
    assert.deepEqual(this.#written.split("\r\n").slice(0, -1), lines);
    this.#written = "";
  }
}
