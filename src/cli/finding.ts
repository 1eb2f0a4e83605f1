/** What one check of `chat doctor` has found. */

/** `warn` is worth knowing, with `fail` the server or the client will not work. */
export interface Finding {
  readonly verdict: "ok" | "warn" | "fail";
  readonly sentence: string;
}

export const ok = (sentence: string): Finding => ({ verdict: "ok", sentence });
export const warn = (sentence: string): Finding => ({ verdict: "warn", sentence });
export const fail = (sentence: string): Finding => ({ verdict: "fail", sentence });

/** Why the system did not do something, as the end of a sentence. */
export function reason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "it does not exist";
  if (error instanceof Deno.errors.PermissionDenied) return "this user may not";
  return (error instanceof Error ? error.message : `${error}`).replace(/\.$/, "");
}
