/** Time limits: a database that does not answer must not keep anybody waiting for ever. */

/** Milliseconds that connecting may take, and any query that is not part of a transaction. */
export const PATIENCE = 5_000;

/** Something took longer than it may. */
export class Overdue extends Error {
  constructor(what: string, limit: number) {
    super(`${what} took longer than ${Math.round(limit)} ms`);
    this.name = "Overdue";
  }
}

/**
 * What `promise` gives, unless `limit` milliseconds pass first: then `giveUp` is called and `Overdue`
 * thrown. What becomes of the promise later is nobody's business any more.
 */
export async function within<T>(
  limit: number,
  what: string,
  promise: Promise<T>,
  giveUp: () => void = () => {},
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Overdue(what, limit));
      giveUp();
    }, Math.max(0, limit));
  });
  promise.catch(() => {});
  try {
    return await Promise.race([promise, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
