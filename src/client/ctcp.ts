/** CTCP: commands inside messages, of which only ACTION (`/me`) is common. https://modern.ircdocs.horse/ctcp */

/** The text of an ACTION as it stands in a message. */
export function action(text: string): string {
  return `\x01ACTION ${text}\x01`;
}

/** Takes a CTCP text apart; `undefined` for an ordinary one. The \x01 at the end may be missing. */
export function parseCtcp(text: string): { command: string; text: string } | undefined {
  // deno-lint-ignore no-control-regex
  const [, command, rest = ""] = /^\x01([^\x01 ]+) ?([^\x01]*)\x01?$/.exec(text) ?? [];
  return command === undefined ? undefined : { command: command.toUpperCase(), text: rest };
}
