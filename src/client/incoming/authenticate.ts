/** Logging in to an account, with SASL PLAIN. https://ircv3.net/specs/extensions/sasl-3.1 */

import { toPieces } from "../../irc/sasl.ts";
import { EXIT, Problem } from "../../problem.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

/** The server is ready for what PLAIN says. */
export const authenticate: Hear = (session, { params }) => {
  const { account } = session.needs.identity;
  if (!account || params[0] !== "+") return;
  for (const piece of toPieces(`\0${account.name}\0${account.password}`)) {
    session.send("AUTHENTICATE", piece);
  }
};

/** 903 */
export const loggedIn: Hear = (session) => {
  if (session.phase !== "registering") return;
  session.introduce();
  session.send("CAP", "END");
};

/** 902 904 905 906 */
export const loginRefused: Hear = (session, { params }) => {
  const { account } = session.needs.identity;
  const text = params.at(-1) ?? "";
  if (!account || session.registered) return session.tell({ kind: "error", text, code: "904" });
  session.needs.fail(
    new Problem(texts.accountPasswordWrong(account.name, text), EXIT.authentication),
  );
};
