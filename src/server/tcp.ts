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
    if (this.#early) {
      const early = this.#early;
      this.#early = undefined;
      return this.#incoming(early);
    }
    const read = await this.stream.read(this.#buffer);
    if (read === null) return { kind: "ended" };
    const bytes = this.#buffer.subarray(0, read);
    if (read === this.#buffer.length && read < LARGE_READ) this.#buffer = new Uint8Array(read * 4);
    return this.#incoming(bytes);
  }

  #incoming(bytes: Uint8Array): Incoming {
    return { kind: "lines", lines: this.#lines.push(bytes), bytes: bytes.length };
  }

  async write(lines: Uint8Array): Promise<void> {
    let written = await this.stream.write(lines);
    while (written < lines.length) written += await this.stream.write(lines.subarray(written));
  }

  close(): void {
    try {
      this.stream.close();
    } catch {
      // The other side was faster.
    }
  }
}
