/** Runs the person's own command when somebody calls them: it may play a sound, or write a log. */

/** Commands that may run at once; a call that comes while so many hang is passed over. */
const MOST_AT_ONCE = 5;

/** What the command learns, in its environment. It never becomes a part of the command itself. */
export interface Call {
  /** Our own nick. */
  readonly nick: string;
  /** The conversation: a channel, or the other person's nick. */
  readonly target: string;
  readonly from: string;
  readonly text: string;
  readonly kind: "mention" | "private";
}

export class NotifyCommand {
  /** The command whose failure was told. */
  #told: string | undefined;
  #running = 0;

  /** `failed`: it ended with another code than 0, or could not be started; told once for each command. */
  constructor(readonly failed: (command: string) => void) {}

  /** Runs a command of the shell, with nothing of the message in it. Resolves when it has ended. */
  async run(command: string, call: Call): Promise<void> {
    if (command === "" || this.#running >= MOST_AT_ONCE) return;
    this.#running++;
    const isWell = await ended(command, call);
    this.#running--;
    if (isWell || this.#told === command) return;
    this.#told = command;
    this.failed(command);
  }
}

async function ended(command: string, { nick, target, from, text, kind }: Call): Promise<boolean> {
  const [shell, flag] = Deno.build.os === "windows" ? ["cmd", "/c"] : ["/bin/sh", "-c"];
  try {
    const { success } = await new Deno.Command(shell, {
      args: [flag, command],
      env: {
        CHAT_NICK: nick,
        CHAT_TARGET: target,
        CHAT_FROM: from,
        CHAT_TEXT: text,
        CHAT_KIND: kind,
      },
      // The screen is ours.
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).output();
    return success;
  } catch {
    return false;
  }
}
