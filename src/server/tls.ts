/**
 * TLS on a connection that has been accepted already. So the socket below stays ours: it is closed when
 * we close it, in the middle of a handshake too, sends without delay, and a PROXY header may come first.
 */
import { Duplex } from "node:stream";
import { createSecureContext, type SecureContext, TLSSocket } from "node:tls";
import { fingerprintOf } from "./client_certificate.ts";
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

/** Enough for most of what a client says first. */
const FIRST_READ = 1024;

/** What a listener wants of a handshake. */
export interface Handshake {
  /** What is spoken over it (ALPN). */
  readonly protocols: readonly string[];
  /** Whether the client may show a certificate. */
  readonly asksCertificate: boolean;
}

/** Bytes that were waiting to be read, at most. */
const READ = 16 * 1024;

export class TlsStream implements Stream {
  readonly #context: SecureContext;
  readonly #handshake: Handshake;
  #early: Uint8Array | undefined;
  /** There once the client has said something: who only connects costs next to nothing. */
  #begun: Promise<Begun | undefined> | undefined;
  #socket: TLSSocket | undefined;
  /** What a chunk held more than there was room for. */
  #rest: Uint8Array = new Uint8Array(0);

  /** `early`: bytes that were read from `below` before. */
  constructor(
    readonly below: Stream,
    context: SecureContext,
    handshake: Handshake,
    early?: Uint8Array,
  ) {
    this.#context = context;
    this.#handshake = handshake;
    this.#early = early;
  }

  /** The SHA-256 of what the client has shown, once the handshake is done; `undefined`: nothing. */
  get clientCertificate(): string | undefined {
    // Without a certificate there is an empty object, or none.
    return fingerprintOf(this.#socket?.getPeerCertificate()?.fingerprint256 ?? "");
  }

  /** Begins the handshake; `undefined` if the other side has nothing to say. */
  async #begin(): Promise<Begun | undefined> {
    let early = this.#early;
    this.#early = undefined;
    if (!early || early.length === 0) {
      const buffer = new Uint8Array(FIRST_READ);
      const read = await this.below.read(buffer);
      if (read === null) return undefined;
      early = buffer.subarray(0, read);
    }
    const { protocols, asksCertificate } = this.#handshake;
    const duplex = new Below(this.below, early);
    // Both say so when a read or a write fails, which is where it matters.
    duplex.on("error", () => {});
    const socket = new TLSSocket(duplex, {
      isServer: true,
      secureContext: this.#context,
      ALPNProtocols: [...protocols],
      // Whoever signed it: it is known again by its fingerprint. That the client has its key is checked.
      requestCert: asksCertificate,
      rejectUnauthorized: false,
    });
    socket.on("error", () => {});
    this.#socket = socket;
    return { socket, chunks: socket[Symbol.asyncIterator]() };
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    if (this.#rest.length === 0) {
      const begun = await (this.#begun ??= this.#begin());
      if (!begun) return null;
      const { value, done } = await begun.chunks.next();
      if (done) return null;
      this.#rest = value;
    }
    const taken = this.#rest.subarray(0, buffer.length);
    buffer.set(taken);
    this.#rest = this.#rest.subarray(taken.length);
    return taken.length;
  }

  async write(bytes: Uint8Array): Promise<number> {
    // Copied: it may be encrypted only later, and others are sent the same bytes.
    const copy = bytes.slice();
    const begun = await (this.#begun ??= this.#begin());
    if (!begun) throw new Deno.errors.BrokenPipe("the other side has closed it");
    return await new Promise((resolve, reject) => {
      begun.socket.write(copy, (error) => error ? reject(error) : resolve(bytes.length));
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.below.close();
  }
}

interface Begun {
  readonly socket: TLSSocket;
  readonly chunks: AsyncIterator<Uint8Array>;
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
