/** One line becomes the right command, or the right refusal. */
import type { Settings } from "../config.ts";
import type { Line } from "../irc/lines.ts";
import { type Message, parse } from "../irc/message.ts";
import {
  ERR_INPUTTOOLONG,
  ERR_NEEDMOREPARAMS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
  type Numeric,
} from "../irc/numerics.ts";
import { byteLength } from "../irc/text.ts";
import type { Command, Services } from "./command.ts";
import { commands } from "./commands/index.ts";
import { limitMet } from "./limit_log.ts";
import { Reply } from "./reply.ts";
import type { Session } from "./session.ts";

const commandsByName = new Map(Object.entries(commands));

/** Carries out a line. The promise, if there is one, ends when the next line may be carried out. */
export function dispatch(services: Services, session: Session, line: Line): void | Promise<void> {
  const message = parse(line.text);
  if (!message || session.closing !== undefined) return;
  const command = commandsByName.get(message.command);
  // A command must not overtake the echo of a message that was sent before it.
  const waiting = command?.keepsPace ? undefined : session.settled();
  if (waiting) return waiting.then(() => carryOut(services, session, line, message, command));
  return carryOut(services, session, line, message, command);
}

function carryOut(
  services: Services,
  session: Session,
  line: Line,
  message: Message,
  command: Command | undefined,
): void | Promise<void> {
  if (session.closing !== undefined) return;
  // A label without a value is none.
  const label = session.has("labeled-response") && message.tags.get("label") || undefined;
  const { network } = services;
  const reply = new Reply(session, network.name, label, network.ids.batch);
  let work: void | Promise<void> = undefined;
  try {
    work = reply.during(() => run(services, session, line, message, command, reply));
  } catch (error) {
    failed(services, message, reply, error);
  }
  if (work) {
    return work.catch((error) => failed(services, message, reply, error)).finally(() =>
      reply.settle()
    );
  }
  reply.settle();
  return command?.keepsPace ? services.publish.store.room() : undefined;
}

/** A mistake of the server's own. */
function failed({ log }: Services, { command }: Message, reply: Reply, error: unknown): void {
  log.error(`${command} failed`, { error: `${error}`, stack: stackOf(error) });
  reply.fail(command, "INTERNAL_ERROR", "The server failed to carry this out; it was logged");
}

function run(
  services: Services,
  session: Session,
  line: Line,
  message: Message,
  command: Command | undefined,
  reply: Reply,
): void | Promise<void> {
  const { params } = message;
  const refuse = (numeric: Numeric, ...params: string[]) => {
    // No numeric ever answers a NOTICE, so that two programs cannot keep on answering each other.
    if (message.command !== "NOTICE") reply.numeric(numeric, ...params);
  };
  if (!line.utf8) {
    return reply.fail(
      message.command,
      "INVALID_UTF8",
      "Your line was not UTF-8, so it was ignored",
    );
  }
  const tooLong = tooLongBy(line.text, services.network.settings.limits);
  if (tooLong !== undefined) {
    limitMet({ ...services, session }, tooLong, "The line is too long");
    return refuse(ERR_INPUTTOOLONG);
  }
  if (!command) return refuse(ERR_UNKNOWNCOMMAND, message.command);
  const { user } = session;
  if (!user && !command.early) return refuse(ERR_NOTREGISTERED);
  if (params.length < command.params) return refuse(ERR_NEEDMOREPARAMS, message.command);
  if (command.early) return command.run({ ...services, session, reply, message, user }, ...params);
  if (user) return command.run({ ...services, session, reply, message, user }, ...params);
}

/**
 * Which limit a line is over. Tags, their `@` and space, have one of their own; a line's includes its
 * ending. https://ircv3.net/specs/extensions/message-tags#size-limit
 */
function tooLongBy(
  text: string,
  { line, lineTags }: Settings["limits"],
): "line" | "lineTags" | undefined {
  // Bytes are counted only of lines that could be too long: a code unit has at most three.
  if (text.length * 3 + 2 <= Math.min(line, lineTags)) return undefined;
  const tagsEnd = text.startsWith("@") ? text.indexOf(" ") + 1 : 0;
  if (byteLength(text.slice(0, tagsEnd)) > lineTags) return "lineTags";
  return byteLength(text.slice(tagsEnd)) + 2 > line ? "line" : undefined;
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
