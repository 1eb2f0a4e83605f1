/** One line becomes the right command, or the right refusal. */
import type { Line } from "../irc/lines.ts";
import { type Message, parse } from "../irc/message.ts";
import {
  ERR_INPUTTOOLONG,
  ERR_NEEDMOREPARAMS,
  ERR_NOTREGISTERED,
  ERR_UNKNOWNCOMMAND,
} from "../irc/numerics.ts";
import type { Command, Services } from "./command.ts";
import { commands } from "./commands/index.ts";
import { Reply } from "./reply.ts";
import type { Session } from "./session.ts";

/** Bytes of a line without its tags and line ending. https://modern.ircdocs.horse/#message-format */
export const MAX_LINE = 510;
/** Bytes of the tags that a client may send, `@` and space included. https://ircv3.net/specs/extensions/message-tags#size-limit */
export const MAX_TAGS = 4096;

/** Carries out a line. The promise, if there is one, ends when the next line may be carried out. */
export function dispatch(services: Services, session: Session, line: Line): void | Promise<void> {
  const message = parse(line.text);
  if (!message || session.closing !== undefined) return;
  const command = commands[message.command];
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
  const label = session.has("labeled-response") ? message.tags.get("label") : undefined;
  const { network } = services;
  const reply = new Reply(session, network.name, label, network.ids.batch);
  const failed = (error: unknown) => {
    services.log.error(`${message.command} failed`, { error: `${error}`, stack: stackOf(error) });
    reply.fail(
      message.command,
      "INTERNAL_ERROR",
      "The server failed to carry this out; it was logged",
    );
  };
  let work: void | Promise<void> = undefined;
  try {
    work = reply.during(() => run(services, session, line, message, command, reply));
  } catch (error) {
    failed(error);
  }
  if (work) return work.catch(failed).finally(() => reply.settle());
  reply.settle();
  return command?.keepsPace ? services.publish.store.room() : undefined;
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
  if (!line.utf8) {
    return reply.fail(
      message.command,
      "INVALID_UTF8",
      "Your line was not UTF-8, so it was ignored",
    );
  }
  if (isTooLong(line.text)) return reply.numeric(ERR_INPUTTOOLONG);
  if (!command) return reply.numeric(ERR_UNKNOWNCOMMAND, message.command);
  const { user } = session;
  if (!user && !command.early) return reply.numeric(ERR_NOTREGISTERED);
  if (params.length < command.params) return reply.numeric(ERR_NEEDMOREPARAMS, message.command);
  const context = { ...services, session, reply, message };
  if (command.early) return command.run({ ...context, user }, ...params);
  if (user) return command.run({ ...context, user }, ...params);
}

const utf8 = new TextEncoder();

/** Counts bytes, but only of lines that could be too long: a character has at most three a code unit. */
function isTooLong(text: string): boolean {
  if (text.length * 3 <= MAX_LINE) return false;
  const tagsEnd = text.startsWith("@") ? text.indexOf(" ") + 1 : 0;
  return utf8.encode(text.slice(0, tagsEnd)).length > MAX_TAGS ||
    utf8.encode(text.slice(tagsEnd)).length > MAX_LINE;
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
