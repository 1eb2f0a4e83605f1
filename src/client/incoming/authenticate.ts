/** Logging in to an account, with SASL EXTERNAL or PLAIN. https://ircv3.net/specs/extensions/sasl-3.1 */

import { type MechanismName, toPieces } from "../../irc/sasl.ts";
import { EXIT, Problem } from "../../problem.ts";
import type { Session } from "../session.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

/** How to log in where the server offers this; `undefined`: in no way. A certificate goes before a password. */
export function mechanismFor(
  { capsOffered, capValues, needs }: Session,
): MechanismName | undefined {
  if (!capsOffered.includes("sasl")) return undefined;
  // A server that names none may have either.
  const offered = (capValues.get("sasl") || "EXTERNAL,PLAIN").split(",");
  if (needs.certificate !== undefined && offered.includes("EXTERNAL")) return "EXTERNAL";
  return needs.identity.account?.password === undefined ? undefined : "PLAIN";
}

/** The server is ready for what the mechanism says. */
export const authenticate: Hear = (session, { params }) => {
  const response = responseOf(session);
  if (response === undefined || params[0] !== "+") return;
  for (const piece of toPieces(response)) session.send("AUTHENTICATE", piece);
};

function responseOf({ mechanism, needs: { identity: { account } } }: Session): string | undefined {
  // Without a name, the certificate alone says whose it is.
  if (mechanism === "EXTERNAL") return account?.name ?? "";
  return account?.password === undefined ? undefined : `\0${account.name}\0${account.password}`;
}

/** 903 */
export const loggedIn: Hear = (session) => {
  if (session.phase === "registering") session.comeIn();
};

/** 902 904 905 906 */
export const loginRefused: Hear = (session, { params }) => {
  const { mechanism, needs: { identity: { account }, certificate = "", fail } } = session;
  const text = params.at(-1) ?? "";
  if (!mechanism || session.registered) return session.tell({ kind: "error", text, code: "904" });
  if (mechanism === "EXTERNAL" && account?.password !== undefined) {
    session.mechanism = "PLAIN";
    return session.send("AUTHENTICATE", session.mechanism);
  }
  const sentence = account && mechanism === "PLAIN"
    ? texts.accountPasswordWrong(account.name, text)
    : texts.ownRefused(text, certificate);
  fail(new Problem(sentence, EXIT.authentication));
};
