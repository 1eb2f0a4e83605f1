/** `chat exec`: a program reads along and answers: messages go to it as lines of JSON, its lines are said. */

import { EXIT, Problem } from "../problem.ts";
import { enter } from "./enter.ts";
import type { ChatMessage, Event } from "./events.ts";
import { Chat, GROUND, type Ground, type Opening } from "./open.ts";
import { Pace } from "./pace.ts";
import { asJson } from "./ui/record.ts";
import { texts } from "./texts/index.ts";

/** A program that runs. */
export interface Running {
  /** What it says, line by line. */
  readonly lines: AsyncIterable<string>;
  /** Gives it a line. Rejects when it does not read any more. */
  write(line: string): Promise<void>;
  /** There is nothing more for it to read. */
  end(): Promise<void>;
  /** Resolves to its exit code. */
  readonly ended: Promise<number>;
}

export interface Executing {
  readonly opening: Omit<Opening, "join" | "historyOnJoin" | "again">;
  /** Channels, and nicks whose private messages it gets; where there is only one, plain lines go there. */
  readonly targets: readonly string[];
  readonly run: () => Running;
}

/** Messages that may wait for a program that does not read; beyond them the oldest are left out. */
const MAX_WAITING = 1000;

/**
 * Runs until the program ends; throws a `Problem` if it ends with another code than 0. Own messages are not
 * given to it, nor what was said before it was there, except what was missed while the connection was lost.
 * A line that is a JSON object with `target` and `text` goes to that target, any other one to where the
 * message that was given last came from.
 */
export async function exec(
  { opening, targets, run }: Executing,
  note: (text: string) => void,
  ground: Ground = GROUND,
): Promise<void> {
  const channels = targets.filter((target) => /^[#&+!]/.test(target));
  const chat = new Chat({
    ...opening,
    join: channels.map((name) => ({ name, key: undefined })),
    // After a reconnect the session asks for what came after the newest message that it knows.
    historyOnJoin: 1,
    again: true,
    caps: ["draft/multiline"],
  }, ground);
  const work = new Work(chat, targets, note);
  chat.listen((event) => work.happened(event));
  await Promise.race([chat.registered(), chat.ended]);
  for (const channel of channels) await enter(chat, channel);
  // On coming in we have asked for the newest message of each; it is not for the program.
  await chat.session.round();
  const program = run();
  const feeding = work.feed(program);
  const speaking = work.speak(program);
  const broken = chat.ended.then(() => undefined);
  let code: number | undefined;
  try {
    code = await Promise.race([program.ended, broken]);
  } finally {
    // The end of its input is how a program learns that there is nothing more to do.
    if (code === undefined) program.end().catch(() => {});
  }
  if (code === undefined) return;
  await Promise.allSettled([speaking, feeding]);
  await new Pace(chat.session).settled();
  await chat.leave();
  if (code !== 0) {
    throw new Problem(texts.programEnded(code), EXIT.refused);
  }
}

class Work {
  readonly #waiting: ChatMessage[] = [];
  #came = Promise.withResolvers<void>();
  #answerTo: string | undefined;
  #over = false;
  /** The moment from which on what is said is new. */
  #since = Infinity;

  constructor(
    readonly chat: Chat,
    readonly targets: readonly string[],
    readonly note: (text: string) => void,
  ) {
    this.#answerTo = targets.length === 1 ? targets[0] : undefined;
  }

  happened(event: Event): void {
    if (event.kind === "message" && this.#isFor(event.message)) {
      this.#waiting.push(event.message);
      if (this.#waiting.length > MAX_WAITING) {
        this.#waiting.shift();
        this.note(texts.readsTooSlowly);
      }
      this.#came.resolve();
    } else if (event.kind === "failed") {
      this.note(texts.notDeliveredTo(event.pending.target, event.reason));
    } else if (event.kind === "lost" && event.seconds !== undefined) {
      this.note(texts.lineAgain(event.reason, Math.ceil(event.seconds)));
    } else if (event.kind === "error" || event.kind === "connection") this.note(event.text);
  }

  /** Messages to the program, for as long as it reads. */
  async feed(program: Running): Promise<void> {
    this.#since = 0;
    program.ended.finally(() => {
      this.#over = true;
      this.#came.resolve();
    });
    while (!this.#over) {
      const message = this.#waiting.shift();
      if (!message) {
        await this.#came.promise;
        this.#came = Promise.withResolvers();
        continue;
      }
      this.#answerTo = message.target;
      try {
        await program.write(asJson(message));
      } catch {
        // It does not read any more, but may have something to say.
        return;
      }
    }
  }

  /** What the program says, to the others. */
  async speak(program: Running): Promise<void> {
    const { session } = this.chat;
    const pace = new Pace(session);
    for await (const line of program.lines) {
      if (line.trim() === "") continue;
      const { target = this.#answerTo, text } = addressed(line);
      if (target === undefined) {
        this.note(texts.nobodyToSay(line.slice(0, 60)));
        continue;
      }
      await pace.next();
      session.say(target, text);
    }
  }

  #isFor({ own, target, isPrivate, replayed }: ChatMessage): boolean {
    if (own || this.#since === Infinity) return false;
    const { session } = this.chat;
    const isNamed = this.targets.some((name) => session.isSame(name, target));
    // Who runs a bot for a channel wants to be asked in private, too.
    return isNamed || (isPrivate && !replayed);
  }
}

/** `{"target":"#tea","text":"hello"}`, or a text as it is. */
function addressed(line: string): { readonly target?: string; readonly text: string } {
  if (!line.startsWith("{")) return { text: line };
  try {
    const { target, text } = JSON.parse(line);
    if (typeof text !== "string") return { text: line };
    return typeof target === "string" ? { target, text } : { text };
  } catch {
    return { text: line };
  }
}
