/** An account of our own, made with an invitation. https://ircv3.net/specs/extensions/account-registration */

import type { Session } from "../session.ts";
import { texts } from "../texts/index.ts";
import type { Hear } from "./index.ts";

export const REGISTRATION = "draft/account-registration";

/** Whether our account is to be made, and may be before we are let in. */
export function mayRegisterNow({ invitation, capValues }: Session): boolean {
  const keys = capValues.get(REGISTRATION)?.split(",") ?? [];
  return invitation !== undefined && keys.includes("before-connect");
}

/** The code goes where an address would, so that the password may hold spaces. */
export function registerAccount(session: Session): void {
  const { needs: { identity: { account } }, invitation } = session;
  if (account?.password === undefined || invitation === undefined) return;
  session.send("REGISTER", "*", invitation, account.password);
}

export const registered: Hear = (session, { params }) => {
  if (params[0] !== "SUCCESS") return;
  session.invitation = undefined;
  session.tell({ kind: "info", text: texts.accountMade(params[1] ?? "") });
  if (session.phase === "registering") session.send("CAP", "END");
};
