/** Exit codes of `chat`, after sysexits.h, so that scripts can tell what to do next. */
export const EXIT = {
  ok: 0,
  usage: 64,
  refused: 69,
  /** A mistake in chat itself. */
  bug: 70,
  tryAgain: 75,
  protocol: 76,
  authentication: 77,
  configuration: 78,
  interrupted: 130,
} as const;

export type ExitCode = typeof EXIT[keyof typeof EXIT];

/**
 * Something that a person has to know and can act on: one sentence that says what was attempted, quotes
 * the value and says what to do next. `main.ts` prints it without a stack and exits with its code.
 */
export class Problem extends Error {
  constructor(sentence: string, readonly exitCode: ExitCode, options?: ErrorOptions) {
    super(sentence, options);
    this.name = "Problem";
  }
}
