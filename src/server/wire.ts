/** What a connection needs of a socket, whether lines come in a stream of bytes or in frames. */
import type { Line } from "../irc/lines.ts";

/**
 * `lines`: what came at once, and how many bytes that were. `ended`: the other side sends no more.
 * `refused`: it does not speak IRC; the sentence says why.
 */
export type Incoming =
  | { readonly kind: "lines"; readonly lines: readonly Line[]; readonly bytes: number }
  | { readonly kind: "ended" }
  | { readonly kind: "refused"; readonly reason: string };

/** Bytes in both directions; a `Deno.Conn` is one. */
export interface Stream {
  /** Resolves to how many bytes were read, `null` when no more come. Rejects when it breaks. */
  read(buffer: Uint8Array): Promise<number | null>;
  /** Resolves to how many bytes were written. Rejects when it is broken. */
  write(bytes: Uint8Array): Promise<number>;
  /** Throws if it is closed already. */
  close(): void;
}

export interface Wire {
  /** What comes next. Rejects when the connection breaks. */
  read(): Promise<Incoming>;
  /** Writes whole lines; resolves when the other side can take more. Rejects when it is gone. */
  write(lines: Uint8Array): Promise<void>;
  /** Closes at once; what was not written is lost. */
  close(): void;
}
