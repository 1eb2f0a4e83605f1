/**
 * What the program and its database worker say to each other. Each connection is a `MessagePort` that
 * carries PostgreSQL's wire protocol as bytes; `LEAVE` goes both ways.
 */

/** To the worker: open this directory; a port is a new connection; close. */
export type ToWorker =
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
