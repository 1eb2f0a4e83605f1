/** FAIL, WARN and NOTE. https://ircv3.net/specs/extensions/standard-replies */

import { EXIT, Problem } from "../../problem.ts";
import { texts } from "../texts/index.ts";
import type { Session } from "../session.ts";
import type { Hear } from "./index.ts";

/** Codes after which the same may work a little later. */
const PASSING = ["MESSAGE_NOT_STORED", "TEMPORARILY_UNAVAILABLE", "RATE_LIMITED", "INTERNAL_ERROR"];

export const fail: Hear = (session, { label, params }) => {
  const [command = "", code = ""] = params;
  const text = params.at(-1) ?? "";
  const pending = session.pendingFor(label, (pending) => pending.command === command);
  if (pending) return session.failed(pending, text, PASSING.includes(code));
  if (command === "REGISTER" && session.phase === "registering") {
    return session.needs.fail(new Problem(texts.noAccountMade(text), EXIT.authentication));
  }
  if (command === "CHATHISTORY" && historyRefused(session, params)) return;
  session.tell({ kind: "error", text: withContext(params), code });
};

/** History that we asked for by ourselves is not there, which is nobody's mistake. False: somebody else asked. */
function historyRefused(session: Session, params: readonly string[]): boolean {
  const asks = session.historyAsks;
  const at = asks.findIndex(({ target }) => params.some((param) => session.isSame(param, target)));
  const [ask] = at < 0 ? [] : asks.splice(at, 1);
  ask?.answer(undefined);
  return ask !== undefined;
}

/** WARN and NOTE */
export const note: Hear = (session, { params }) => {
  session.tell({ kind: "info", text: withContext(params) });
};

function withContext(params: readonly string[]): string {
  const context = params.slice(2, -1).join(" ");
  return context === "" ? params.at(-1) ?? "" : `${context}: ${params.at(-1)}`;
}
