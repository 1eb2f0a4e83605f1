/** From the first line to being in. https://modern.ircdocs.horse/#connection-registration */

import { EXIT, Problem } from "../../problem.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";
import { numeric } from "./numeric.ts";
import { registerAccount } from "./register.ts";

/** 001: we are in, and our nick is the one that stands here. */
export const welcome: Hear = (session, { params }) => {
  session.welcomed(params[0] ?? session.nick);
};

/** 421 and 451, which come before anything else where CAP is not known: there is no TLS and no account to wait for. */
export const capUnknown: Hear = (session, heard) => {
  const { capsOffered, phase, needs: { fail, identity: { account } } } = session;
  if (phase === "registering" && capsOffered.length === 0) {
    if (account) return fail(new Problem(texts.noAccounts(account.name), EXIT.authentication));
    session.greet();
    session.introduce();
  }
  numeric(session, heard);
};

/** 005 */
export const isupport: Hear = (session, { params }) => session.isupport.learn(params.slice(1, -1));

/** 372 */
export const motd: Hear = (session, { params }) => {
  // Servers put "- " in front of each line, as the examples in the specification do.
  session.tell({ kind: "motd", text: (params.at(-1) ?? "").replace(/^- ?/, "") });
};

/** 376 and 422: the message of the day is over, or there is none. The first time, so is the welcome. */
export const motdEnded: Hear = (session) => {
  if (session.phase !== "welcomed") return;
  session.phase = "in";
  // Where an account cannot be made before, it is made now.
  if (session.invitation !== undefined) registerAccount(session);
  for (const { name, key } of session.toJoin) {
    if (!session.channel(name)) session.join(name, key);
  }
  session.tell({ kind: "registered", nick: session.nick, network: session.isupport.network });
};

/** 464 */
export const passwordRefused: Hear = (session, { params }) => {
  const text = params.at(-1) ?? "";
  if (session.registered) return session.tell({ kind: "error", text, code: "464" });
  const sentence = session.needs.identity.password === undefined
    ? texts.wantsPassword(text)
    : texts.passwordWrong(text);
  session.needs.fail(new Problem(sentence, EXIT.authentication));
};

/** 465 */
export const banned: Hear = (session, { params }) => {
  session.needs.fail(new Problem(texts.bannedUs(params.at(-1) ?? ""), EXIT.refused));
};
