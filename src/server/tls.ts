/**
 * TLS on a connection that has been accepted already. So the socket below stays ours: it is closed when
 * we close it, in the middle of a handshake too, sends without delay, and a PROXY header may come first.
 */
import { Duplex } from "node:stream";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import type { KeyPair } from "./self_signed.ts";
import type { Stream } from "./wire.ts";

/**
 * Whether this Deno can do that; before 2.9 its `TLSSocket` was for clients alone, and a listener has to
 * use `Deno.listenTls`.
 */
export const TAKES_TLS_LATER = isAtLeast(Deno.version.deno, 2, 9);

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ours = 0, theirs = 0] = version.split(".").map(Number);
  return ours > major || (ours === major && theirs >= minor);
}

/** What every connection with this certificate shares. */
export function secureContext({ cert, key }: KeyPair): SecureContext {
  return createSecureContext({ cert, key });
}

/** Bytes that were waiting to be read, at most. */
const READ = 16 * 1024;

export class TlsStream implements Stream {
  readonly #socket: TLSSocket;
  readonly #chunks: AsyncIterator<Uint8Array>;
  /** What a chunk held more than there was room for. */
  #rest: Uint8Array = new Uint8Array(0);

  /** Begins the handshake. `early`: bytes that were read from `below` before. */
  constructor(
    readonly below: Stream,
    context: SecureContext,
    protocols: readonly string[],
    early?: Uint8Array,
  ) {
    const duplex = new Below(below, early);
    // Both say so when a read or a write fails, which is where it matters.
    duplex.on("error", () => {});
    this.#socket = new TLSSocket(duplex, {
      isServer: true,
      secureContext: context,
      ALPNProtocols: [...protocols],
    });
    this.#socket.on("error", () => {});
    this.#chunks = this.#socket[Symbol.asyncIterator]();
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#rest.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done) return null;
      this.#rest = value;
    }
    const taken = this.#rest.subarray(0, buffer.length);
    buffer.set(taken);
    this.#rest = this.#rest.subarray(taken.length);
    return taken.length;
  }

  write(bytes: Uint8Array): Promise<number> {
    return new Promise((resolve, reject) => {
      // Copied: it may be encrypted only later, and others are sent the same bytes.
      this.#socket.write(bytes.slice(), (error) => error ? reject(error) : resolve(bytes.length));
    });
  }

  close(): void {
    this.#socket.destroy();
    this.below.close();
  }
}

/** The encrypted side, as Node's streams want it. */
class Below extends Duplex {
  readonly #buffer = new Uint8Array(READ);
  #early: Uint8Array | undefined;

  constructor(readonly stream: Stream, early: Uint8Array | undefined) {
    super();
    this.#early = early;
  }

  override _read(): void {
    this.#next().then((bytes) => this.push(bytes), (error) => this.destroy(error));
  }

  async #next(): Promise<Uint8Array | null> {
    const early = this.#early;
    this.#early = undefined;
    if (early && early.length > 0) return early;
    const read = await this.stream.read(this.#buffer);
    return read === null ? null : this.#buffer.slice(0, read);
  }

  override _write(
    chunk: Uint8Array,
    _encoding: string,
    done: (error?: Error | null) => void,
  ): void {
    this.#writeAll(chunk).then(() => done(), done);
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let left = bytes; left.length > 0;) left = left.subarray(await this.stream.write(left));
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    try {
      this.stream.close();
    } catch {
      // It is closed already.
    }
    done(error);
  }
}
