/** HELP and HELPOP: what the commands do. https://modern.ircdocs.horse/#help-message */
import { packWords } from "../../irc/text.ts";
import { ERR_HELPNOTFOUND, RPL_ENDOFHELP, RPL_HELPSTART, RPL_HELPTXT } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { HELP_TEXTS } from "./help_texts.ts";

/** Bytes of commands in one line, so that it is easy to read. */
const LINE_BYTES = 70;

export function help({ reply }: Context, subject = ""): void {
  const command = subject.toUpperCase();
  const text = subject === "" ? overview() : HELP_TEXTS[command];
  if (!text) return reply.numeric(ERR_HELPNOTFOUND, subject);
  const [title, ...lines] = text;
  const topic = subject === "" ? "*" : command;
  reply.numeric(RPL_HELPSTART, topic, title);
  for (const line of ["", ...lines]) reply.numeric(RPL_HELPTXT, topic, line);
  reply.numeric(RPL_ENDOFHELP, topic);
}

function overview(): readonly [string, ...string[]] {
  return [
    "The commands of this server; HELP and the name of one tells what it does",
    ...packWords(Object.keys(HELP_TEXTS).sort(), LINE_BYTES),
  ];
}
