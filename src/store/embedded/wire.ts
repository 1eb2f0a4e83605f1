/** A socket as `pg` knows it, whose other end is the database worker. */
import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import { LEAVE } from "./protocol.ts";

export class Wire extends Duplex {
  /** Resolves when nothing that was sent here is running any more. */
  readonly left: Promise<void>;
  readonly #leave: () => void;

  constructor(readonly port: MessagePort) {
    super();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.left = promise;
    this.#leave = () => {
      resolve();
      port.close();
    };
    port.onmessage = ({ data }: MessageEvent<Uint8Array | typeof LEAVE>) => {
      if (data === LEAVE) this.#leave();
      else if (!this.destroyed) this.push(Buffer.from(data.buffer, data.byteOffset, data.length));
    };
  }

  /** The worker is gone: so is everything that it was doing. */
  lose(reason: string): void {
    this.#leave();
    this.destroy(new Error(reason));
  }

  // What `pg` calls on a `net.Socket`.

  connect(): this {
    queueMicrotask(() => this.emit("connect"));
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  // What a Duplex has to do.

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    // A copy: `pg` writes its next message into the same memory.
    this.port.postMessage(chunk.slice());
    done();
  }

  override _final(done: () => void): void {
    done();
    this.destroy();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.port.postMessage(LEAVE);
    done(error);
  }
}
