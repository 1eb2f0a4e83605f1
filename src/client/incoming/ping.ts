/** PING, PONG, and ERROR, the last line of a connection. */

import { EXIT, Problem } from "../../problem.ts";
import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

export const ping: Hear = (session, { params }) => session.send("PONG", params.at(-1) ?? "");

export const pong: Hear = (session, { params }) => session.roundEnded(params.at(-1) ?? "");

export const error: Hear = (session, { params }) => {
  const text = params[0] ?? "";
  if (session.everRegistered) session.needs.drop(texts.serverClosedSaying(text));
  else session.needs.fail(new Problem(texts.refusesUs(text), EXIT.refused));
};
