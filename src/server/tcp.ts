/** IRC over a stream of bytes: TCP, or TLS over it. */
import { LineReader } from "../irc/lines.ts";
import type { Incoming, Stream, Wire } from "./wire.ts";

/** The first read buffer; it grows when a read fills it. An idle connection costs this much. */
const SMALL_READ = 1024;
const LARGE_READ = 16 * 1024;

export class TcpWire implements Wire {
  readonly #lines = new LineReader();
  #buffer = new Uint8Array(SMALL_READ);
  #early: Uint8Array | undefined;

  /** `early`: bytes that were read from the socket before it became a wire. */
  constructor(readonly stream: Stream, early?: Uint8Array) {
    this.#early = early;
  }

  async read(): Promise<Incoming> {
    if (this.#lines.overflowed) {
      return { kind: "refused", reason: `Line longer than ${this.#lines.maxLineBytes} bytes` };
    }
    const bytes = await this.#next();
    if (bytes === null) return { kind: "ended" };
    return { kind: "lines", lines: this.#lines.push(bytes), bytes: bytes.length };
  }

  async #next(): Promise<Uint8Array | null> {
    if (this.#early) {
      const early = this.#early;
      this.#early = undefined;
      return early;
    }
    const read = await this.stream.read(this.#buffer);
    if (read === null) return null;
    const bytes = this.#buffer.subarray(0, read);
    if (read === this.#buffer.length && read < LARGE_READ) this.#buffer = new Uint8Array(read * 4);
    return bytes;
  }

  async write(lines: Uint8Array): Promise<void> {
    for (let left = lines; left.length > 0;) left = left.subarray(await this.stream.write(left));
  }

  close(): void {
    try {
      this.stream.close();
    } catch {
      // The other side was faster.
    }
  }
}
