/** CAP: we take what we can use and the server offers. https://ircv3.net/specs/extensions/capability-negotiation */

import type { Session } from "../session.ts";
import type { Hear } from "./index.ts";

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
  "standard-replies",
];

export const cap: Hear = (session, { params }) => {
  const subcommand = (params[1] ?? "").toUpperCase();
  const names = (params.at(-1) ?? "").split(" ").filter((name) => name !== "");
  switch (subcommand) {
    case "LS":
      session.capsOffered.push(...names.map(withoutValue));
      // `CAP * LS * :…` is continued in the next line.
      if (params[2] !== "*" || params.length < 4) request(session, session.capsOffered);
      break;
    case "NEW":
      request(session, names.map(withoutValue));
      break;
    case "ACK":
      for (const name of names) {
        if (name.startsWith("-")) session.caps.delete(name.slice(1));
        else session.caps.add(name);
      }
      answered(session);
      break;
    case "NAK":
      // A request is granted as a whole or not at all, so each one is tried alone.
      if (names.length > 1) { for (const name of names) ask(session, name); }
      answered(session);
      break;
    case "DEL":
      for (const name of names) session.caps.delete(name);
      break;
  }
};

function withoutValue(offered: string): string {
  return offered.split("=", 1)[0] ?? "";
}

function request(session: Session, offered: readonly string[]): void {
  const wanted = WANTED_CAPS.filter((name) => offered.includes(name));
  if (wanted.length > 0) ask(session, wanted.join(" "));
  else if (session.phase === "registering") session.send("CAP", "END");
}

function ask(session: Session, names: string): void {
  session.capRequests++;
  session.send("CAP", "REQ", names);
}

function answered(session: Session): void {
  session.capRequests--;
  if (session.capRequests === 0 && session.phase === "registering") session.send("CAP", "END");
}
