/** FAIL, WARN and NOTE. https://ircv3.net/specs/extensions/standard-replies */

import type { Hear } from "./index.ts";

/** Codes after which the same may work a little later. */
const PASSING = ["MESSAGE_NOT_STORED", "TEMPORARILY_UNAVAILABLE", "RATE_LIMITED", "INTERNAL_ERROR"];

export const fail: Hear = (session, { label, params }) => {
  const [command = "", code = ""] = params;
  const text = params.at(-1) ?? "";
  const pending = session.pendingFor(label, (pending) => pending.command === command);
  if (pending) return session.failed(pending, text, PASSING.includes(code));
  session.tell({ kind: "error", text: withContext(params), code });
};

/** WARN and NOTE */
export const note: Hear = (session, { params }) => {
  session.tell({ kind: "info", text: withContext(params) });
};

function withContext(params: readonly string[]): string {
  const context = params.slice(2, -1).join(" ");
  return context === "" ? params.at(-1) ?? "" : `${context}: ${params.at(-1)}`;
}
