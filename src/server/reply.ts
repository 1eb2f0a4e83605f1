/**
 * The answer to one command, for the session that sent it. Without a label, and when it is this
 * answer's turn, lines go out as they come; else they are collected until the answer is complete.
 * https://ircv3.net/specs/extensions/labeled-response, https://ircv3.net/specs/extensions/standard-replies
 */
import type { Numeric } from "../irc/numerics.ts";
import { Batch, Line, numericLine, type Sendable, serverLine } from "./line.ts";
import type { Session } from "./session.ts";

const NOTHING: readonly Sendable[] = [];

export class Reply {
  #collected: Sendable[] | undefined;
  /** Parts that are still to come: the command itself, and each message that waits for its COMMIT. */
  #open = 1;
  /** The answer to the next command. */
  next: Reply | undefined;

  /** `server` is the source of its lines; `batchId` makes ids for batches. */
  constructor(
    readonly session: Session,
    readonly server: string,
    /** May still be moved to a later answer, as long as nothing has been said. */
    public label: string | undefined,
    readonly batchId: () => string,
  ) {
    session.expect(this);
  }

  get complete(): boolean {
    return this.#open === 0;
  }

  /** A numeric: the nick, the parameters and the numeric's own text are put around it. */
  numeric(numeric: Numeric, ...params: readonly (string | number)[]): void {
    this.send(numericLine(this.server, this.session.nick, numeric, ...params));
  }

  /** A line from the server. */
  line(command: string, ...params: string[]): void {
    this.send(serverLine(this.server, command, params));
  }

  /** A standard reply that says what did not work, with the parameters that matter. */
  fail(command: string, code: string, ...contextAndText: string[]): void {
    this.line("FAIL", command, code, ...contextAndText);
  }

  warn(command: string, code: string, ...contextAndText: string[]): void {
    this.line("WARN", command, code, ...contextAndText);
  }

  note(command: string, code: string, ...contextAndText: string[]): void {
    this.line("NOTE", command, code, ...contextAndText);
  }

  /** Lines that belong together; to a client without the batch capability they go one by one. */
  batch(type: string, params: readonly string[], items: readonly Sendable[]): void {
    this.send(new Batch(this.server, this.batchId(), type, params, items));
  }

  /** Anything else for the one who asked, an echo for example. */
  send(item: Sendable): void {
    if (this.label === undefined && this.session.isTurnOf(this)) this.session.write(item);
    else (this.#collected ??= []).push(item);
  }

  /** Runs the part of a command in which all that its own session is sent belongs to this reply. */
  during<T>(work: () => T): T {
    const outer = this.session.capturing;
    this.session.capturing = this;
    try {
      return work();
    } finally {
      this.session.capturing = outer;
    }
  }

  /** A part comes later; `settle` must follow. */
  expect(): void {
    this.#open++;
  }

  /** A part is through. */
  settle(): void {
    this.#open--;
    if (this.#open === 0) this.session.advance();
  }

  /** Called when it is this reply's turn: writes what was collected, if that may go out now. */
  flush(): void {
    if (this.label !== undefined && !this.complete) return;
    const items = this.#collected ?? NOTHING;
    this.#collected = undefined;
    const [first] = items;
    if (this.label === undefined) {
      for (const item of items) this.session.write(item);
    } else if (first === undefined) {
      this.session.write(new Line(this.server, "ACK", []), this.label);
    } else if (items.length === 1) {
      this.session.write(first, this.label);
    } else {
      const batch = new Batch(this.server, this.batchId(), "labeled-response", [], items);
      this.session.write(batch, this.label);
    }
  }
}
