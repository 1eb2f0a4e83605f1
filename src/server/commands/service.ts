/**
 * Services: names one can write to as to a person, and that carry out what people type there by habit.
 * All that they do is to call what other commands call. What is written to them may be a password, so it
 * is neither kept nor logged.
 */
import type { Context, Handler } from "../command.ts";
import { Line } from "../line.ts";

/** What a service's command is given. */
export interface ServiceContext extends Context {
  /** Tells the one who asked a sentence. */
  readonly answer: (text: string) => void;
}

/** One of a service's commands. */
export interface ServiceCommand {
  /** What follows its name, for people. */
  readonly usage: string;
  readonly about: string;
  /** How many words there must be at least. */
  readonly params: number;
  readonly run: (context: ServiceContext, ...words: string[]) => void | Promise<void>;
}

export interface Service {
  readonly nick: string;
  /** By name, in upper case. */
  readonly commands: Readonly<Record<string, ServiceCommand>>;
}

/** The handler of the short way to write to a service: `NS HELP`. */
export const toService = (service: Service): Handler<Context> => (context, ...params) =>
  ask(service, context, params.join(" "));

/** Has a service answer what somebody has written to it. */
export function ask(service: Service, context: Context, text: string): void | Promise<void> {
  const { network, user, reply } = context;
  const source = `${service.nick}!${service.nick}@${network.name}`;
  const answer = (text: string) => reply.send(new Line(source, "NOTICE", [user.nick, text]));
  const [first = "HELP", ...words] = text.split(" ").filter((word) => word !== "");
  const name = first.toUpperCase();
  if (name === "HELP") return help(service, answer);
  const command = Object.hasOwn(service.commands, name) ? service.commands[name] : undefined;
  if (!command) return answer(`There is no command ${name} here; HELP lists those there are`);
  if (words.length < command.params) {
    return answer(`It takes more than that: ${name} ${command.usage}`);
  }
  return command.run({ ...context, answer }, ...words);
}

function help({ nick, commands }: Service, answer: (text: string) => void): void {
  answer(`What ${nick} can do:`);
  for (const [name, { usage, about }] of Object.entries(commands)) {
    answer(`${name} ${usage} - ${about}`);
  }
}
