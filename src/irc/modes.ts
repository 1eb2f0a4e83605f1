/**
 * Modes: which letters there are, and how a MODE command is taken apart and put together.
 * https://modern.ircdocs.horse/#channel-modes, https://modern.ircdocs.horse/#user-modes
 */
import { byteLength } from "./text.ts";

/** What a member may be, highest first; `PREFIX` in ISUPPORT. */
export const MEMBER_MODES = ["q", "a", "o", "h", "v"] as const;
export type MemberMode = typeof MEMBER_MODES[number];
export const PREFIXES: Readonly<Record<MemberMode, string>> = {
  q: "~",
  a: "&",
  o: "@",
  h: "%",
  v: "+",
};

/** Lists of masks: bans, exceptions to them, and exceptions to +i. */
export const LIST_MODES = ["b", "e", "I"] as const;
export type ListMode = typeof LIST_MODES[number];

/**
 * Switches of a channel: no CTCP, roleplay, invite only, moderated, no outside messages, registered only,
 * secret, topic by ops.
 */
const CHANNEL_FLAGS = ["C", "E", "i", "m", "n", "R", "s", "t"] as const;
export type ChannelFlag = typeof CHANNEL_FLAGS[number];

/** The switches that there are; the one for roleplay is not there everywhere. */
export function channelFlags(roleplay: boolean): readonly ChannelFlag[] {
  return CHANNEL_FLAGS.filter((flag) => roleplay || flag !== "E");
}

/** Switches of a user: bot, invisible, operator, messages from registered users only, wallops. */
export const USER_MODES = ["B", "i", "o", "R", "w"] as const;
export type UserMode = typeof USER_MODES[number];

const isOneOf = <T extends string>(letters: readonly T[]) => (letter: string): letter is T =>
  (letters as readonly string[]).includes(letter);
export const isMemberMode = isOneOf(MEMBER_MODES);
export const isListMode = isOneOf(LIST_MODES);
export const isChannelFlag = isOneOf(CHANNEL_FLAGS);
export const isUserMode = isOneOf(USER_MODES);

/** One letter of a MODE command, with its parameter if it has one. */
export interface ModeChange {
  readonly sign: "+" | "-";
  readonly letter: string;
  readonly param: string | undefined;
}

/** Takes apart `+ov-k ann bob key`. Lists may come without a parameter: a question, not a change. */
export function parseModeChanges(
  [letters = "", ...params]: readonly string[],
  takesParam: (sign: "+" | "-", letter: string) => boolean,
): ModeChange[] {
  const changes: ModeChange[] = [];
  let sign: "+" | "-" = "+";
  for (const letter of letters) {
    if (letter === "+" || letter === "-") sign = letter;
    else {
      const param = takesParam(sign, letter) ? params.shift() : undefined;
      changes.push({ sign, letter, param });
    }
  }
  return changes;
}

/** Whether a channel mode's letter comes with a parameter. */
export function channelModeTakesParam(sign: "+" | "-", letter: string): boolean {
  return isMemberMode(letter) || isListMode(letter) || letter === "k" ||
    (letter === "l" && sign === "+");
}

/** The parameters of a MODE line that tells these changes, such as `["+o-v", "ann", "bob"]`. */
export function formatModeChanges(changes: readonly ModeChange[]): string[] {
  let letters = "";
  let sign = "";
  for (const change of changes) {
    if (change.sign !== sign) letters += sign = change.sign;
    letters += change.letter;
  }
  return [letters, ...changes.flatMap(({ param }) => param === undefined ? [] : [param])];
}

/** The parameters of as few MODE lines as hold these changes, each of at most so many bytes. */
export function packModeChanges(changes: readonly ModeChange[], bytes: number): string[][] {
  const lines: string[][] = [];
  let packed: ModeChange[] = [];
  for (const change of changes) {
    if (packed.length > 0 && byteLength(formatModeChanges([...packed, change]).join(" ")) > bytes) {
      lines.push(formatModeChanges(packed));
      packed = [];
    }
    packed.push(change);
  }
  return packed.length === 0 ? lines : [...lines, formatModeChanges(packed)];
}
