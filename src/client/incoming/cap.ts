/** CAP: we take what we can use and the server offers. https://ircv3.net/specs/extensions/capability-negotiation */

import { EXIT, Problem } from "../../problem.ts";
import type { Session } from "../session.ts";
import { mechanismFor } from "./authenticate.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";
import { mayRegisterNow, registerAccount, REGISTRATION } from "./register.ts";

/** The capabilities that we can use. The session works without any of them. */
export const WANTED_CAPS = [
  "account-tag",
  "away-notify",
  "batch",
  "cap-notify",
  "draft/chathistory",
  "echo-message",
  "labeled-response",
  "message-tags",
  "multi-prefix",
  "server-time",
  "soju.im/search",
  "standard-replies",
];

export const cap: Hear = (session, { params }) => {
  const subcommand = (params[1] ?? "").toUpperCase();
  const names = (params.at(-1) ?? "").split(" ").filter((name) => name !== "");
  switch (subcommand) {
    case "LS":
      session.capsOffered.push(...names.map(withoutValue));
      for (const name of names) session.capValues.set(withoutValue(name), valueOf(name));
      // `CAP * LS * :…` is continued in the next line.
      if (params[2] === "*" && params.length >= 4) break;
      if (isGivenUp(session, session.capsOffered)) break;
      session.greet();
      requestAll(session);
      break;
    case "NEW":
      for (const name of names) session.capValues.set(withoutValue(name), valueOf(name));
      // Who is in already comes with TLS the next time.
      if (isGivenUp(session, names.map(withoutValue)) && !session.registered) break;
      request(session, names.map(withoutValue));
      break;
    case "ACK":
      for (const name of names) {
        if (name.startsWith("-")) session.caps.delete(name.slice(1));
        else session.caps.add(name);
      }
      answered(session, names);
      break;
    case "NAK":
      // A request is granted as a whole or not at all, so each one is tried alone.
      if (names.length > 1) { for (const name of names) ask(session, name); }
      if (names.join() === "sasl" && session.mechanism) return session.needs.fail(noLogin(session));
      answered(session);
      break;
    case "DEL":
      for (const name of names) session.caps.delete(name);
      break;
  }
};

/** Whether the server wants another connection, with TLS, before anything is said on this one. */
function isGivenUp(session: Session, offered: readonly string[]): boolean {
  const policy = offered.includes("sts") ? session.capValues.get("sts") : undefined;
  return policy !== undefined && (session.needs.sts?.(policy) ?? false);
}

function withoutValue(offered: string): string {
  return offered.split("=", 1)[0] ?? "";
}

function valueOf(offered: string): string {
  return offered.slice(withoutValue(offered).length + 1);
}

/** All that is offered is known: asks for what we can use, and to be logged in. */
function requestAll(session: Session): void {
  const { capsOffered: offered, needs: { identity: { account }, certificate } } = session;
  if (session.phase !== "registering") return request(session, offered);
  const isNew = session.invitation !== undefined;
  session.mechanism = isNew ? undefined : mechanismFor(session);
  const way = isNew ? REGISTRATION : session.mechanism && "sasl";
  if (account && (way === undefined || !offered.includes(way))) {
    return session.needs.fail(noLogin(session));
  }
  if (certificate !== undefined && way === undefined) {
    session.tell({ kind: "connection", text: texts.noExternal });
  }
  request(session, offered, way);
}

/** `way`: the capability by which we log in. */
function request(session: Session, offered: readonly string[], way?: string): void {
  const wanted = [...WANTED_CAPS, ...session.needs.caps ?? [], ...(way === undefined ? [] : [way])]
    .filter((name) => offered.includes(name));
  if (wanted.length > 0) ask(session, wanted.join(" "));
  else if (session.phase === "registering") session.comeIn();
}

/** Why we cannot log in. */
function noLogin({ capsOffered, needs: { identity: { account } } }: Session): Problem {
  const sentence = account && (account.password !== undefined || !capsOffered.includes("sasl"))
    ? texts.noAccounts(account.name)
    : texts.noExternal;
  return new Problem(sentence, EXIT.authentication);
}

function ask(session: Session, names: string): void {
  session.capRequests++;
  session.send("CAP", "REQ", names);
}

function answered(session: Session, granted: readonly string[] = []): void {
  session.capRequests--;
  if (session.phase !== "registering") return;
  // The end comes when the login is through.
  if (granted.includes("sasl") && session.mechanism) {
    return session.send("AUTHENTICATE", session.mechanism);
  }
  if (granted.includes(REGISTRATION) && mayRegisterNow(session)) return registerAccount(session);
  if (session.caps.has(REGISTRATION) && mayRegisterNow(session)) return;
  if (session.capRequests === 0 && !session.caps.has("sasl")) session.comeIn();
}
