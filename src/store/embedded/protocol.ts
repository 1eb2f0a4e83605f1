/**
 * What the program and its database worker say to each other. Each connection is a `MessagePort` that
 * carries PostgreSQL's wire protocol as bytes; `LEAVE` goes both ways.
 */

/** What PGlite consists of, as it is in the executable: compressed. */
export interface PackedEngine {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** To the worker: the engine, from an executable only; open this directory; a port is a new connection; close. */
export type ToWorker =
  | { readonly kind: "engine"; readonly packed: PackedEngine }
  | { readonly kind: "open"; readonly directory: string }
  | { readonly kind: "connect"; readonly port: MessagePort }
  | { readonly kind: "close" };

/** From the worker. After `died` it cannot be used any more. */
export type FromWorker =
  | { readonly kind: "ready" | "closed" }
  | { readonly kind: "died"; readonly reason: string };

/**
 * On a port, to the worker: this connection ends, whatever it has sent and not yet been answered. Back
 * from the worker: nothing of it is running any more.
 */
export const LEAVE = null;
