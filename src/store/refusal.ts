/** Why a message is not stored, in a sentence for its sender, and how one knows that it is not. */
// @ts-types="@types/pg"
import pg from "pg";
import type { NewMessage } from "../server/store.ts";

export const AWAY =
  "The database does not answer, so the message was not stored. Try again in a moment.";
export const CLOSED = "The server is stopping, so the message was not stored. Try again later.";
export const FULL =
  "Too many messages are waiting to be stored, so this one was not. Try again in a moment.";
export const LOST =
  "The connection to the database was lost before the message was stored. Try again in a moment.";
export const UNKNOWN =
  "The database does not answer, so it is not known whether the message was stored. " +
  "Look into the history, or send it again with the same id.";
export const UNSTORABLE =
  "The message was not stored: it holds a NUL or half a character. Send it again without.";

const TAKEN = "23505";

/**
 * `row`: the database does not take one of the messages; none was written, the others may be. `no`: none
 * was written, and it would be the same again. `unknown`: they may have been written.
 */
export type Verdict = "row" | "no" | "unknown";

/** By class of SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  "22": "row", // a value that is none
  "23": "row", // a constraint
  "54": "row", // too long
  "25": "no", // read-only
  "42": "no", // no rights, no such table
  "53": "no", // disk full, out of memory
};

/** Everything but a clear word of the database is `unknown`, so that nobody has to guess. */
export function verdictOn(error: unknown): Verdict {
  return VERDICTS[codeOf(error).slice(0, 2)] ?? "unknown";
}

/** Whether it is about something that may be there only once. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === TAKEN;
}

/** The sentence about a message of which the database has said `row` or `no`. */
export function refused(error: unknown): string {
  switch (codeOf(error).slice(0, 2)) {
    case "53":
      return "The database has no room left, so the message was not stored. Tell the operator.";
    case "54":
      return "The message is too long for the database, so it was not stored. Send it in parts.";
    default:
      return "The database refuses the message, so it was not stored. Tell the operator.";
  }
}

/** PostgreSQL would refuse NUL; a lone surrogate would be stored as another character. */
export function isStorable(message: NewMessage): boolean {
  const { text, addressed, source, sender, account, clientId, tags } = message;
  return [text, addressed, source, sender.nick, account ?? "", clientId ?? "", ...[...tags].flat()]
    .every((part) => part.isWellFormed() && !part.includes("\0"));
}

function codeOf(error: unknown): string {
  return error instanceof pg.DatabaseError ? error.code ?? "" : "";
}
