/** What a user is in a channel. */
import { MEMBER_MODES, type MemberMode, PREFIXES } from "../irc/modes.ts";

export class Member {
  readonly #modes = new Set<MemberMode>();
  #prefixes = "";
  /** Told when the member is to be shown differently. */
  onChange: () => void = () => {};

  get modes(): ReadonlySet<MemberMode> {
    return this.#modes;
  }

  /** All prefixes, highest first: `"@+"`. */
  get prefixes(): string {
    return this.#prefixes;
  }

  /** Gives or takes a mode; false if nothing changed by that. */
  set(mode: MemberMode, on: boolean): boolean {
    if (this.#modes.has(mode) === on) return false;
    if (on) this.#modes.add(mode);
    else this.#modes.delete(mode);
    this.#prefixes = MEMBER_MODES.filter((mode) => this.#modes.has(mode))
      .map((mode) => PREFIXES[mode]).join("");
    this.onChange();
    return true;
  }

  /** Whether this member is at least that: an op is also at least voiced. */
  isAtLeast(mode: MemberMode): boolean {
    return this.#rank <= MEMBER_MODES.indexOf(mode);
  }

  /** Whether this member stands above another one. */
  outranks(other: Member): boolean {
    return this.#rank < other.#rank;
  }

  /** 0 is the highest; that of a plain member is below all modes. */
  get #rank(): number {
    const highest = MEMBER_MODES.findIndex((mode) => this.#modes.has(mode));
    return highest < 0 ? MEMBER_MODES.length : highest;
  }
}
