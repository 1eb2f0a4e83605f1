/** A CHATHISTORY line, taken apart. https://ircv3.net/specs/extensions/chathistory */
import { parseTimestamp } from "../irc/timestamp.ts";

/** What each subcommand takes before the limit. */
const SUBCOMMANDS = {
  AFTER: "a target and a reference",
  AROUND: "a target and a reference",
  BEFORE: "a target and a reference",
  BETWEEN: "a target and two references",
  LATEST: "a target and a reference",
  TARGETS: "two timestamps",
} as const;
type Subcommand = keyof typeof SUBCOMMANDS;

/** How a client names a place in a conversation. */
export type Reference =
  | { readonly kind: "msgid"; readonly msgid: string }
  | { readonly kind: "time"; readonly time: number };

export type Question =
  | {
    readonly kind: "page";
    readonly subcommand: Exclude<Subcommand, "TARGETS">;
    readonly target: string;
    /** One or two; none for `LATEST … *`. */
    readonly references: readonly Reference[];
    readonly limit: number;
  }
  | {
    readonly kind: "targets";
    /** Milliseconds since 1970. */
    readonly from: number;
    readonly to: number;
    readonly limit: number;
  };

/** What is wrong: a code of the specification, the parameters in question and a sentence. */
export interface Refusal {
  readonly kind: "refused";
  readonly code: "INVALID_PARAMS" | "INVALID_MSGREFTYPE";
  readonly rest: readonly string[];
}

/** Reads what stands behind CHATHISTORY. A limit above `most` is `most`. */
export function parseQuestion(given: string, params: readonly string[], most: number) {
  const subcommand = given.toUpperCase();
  if (!isSubcommand(subcommand)) {
    return invalid(`"${given}" is none of ${Object.keys(SUBCOMMANDS).join(", ")}`);
  }
  const limitText = params.at(-1) ?? "";
  const before = params.slice(0, -1);
  const [target = "", ...references] = subcommand === "TARGETS" ? ["", ...before] : before;
  const expected = subcommand === "BETWEEN" || subcommand === "TARGETS" ? 2 : 1;
  if (references.length !== expected) {
    return invalid(`${subcommand} takes ${SUBCOMMANDS[subcommand]}, and then a limit`);
  }
  if (!/^[1-9]\d{0,8}$/.test(limitText)) {
    return invalid(limitText, `The limit "${limitText}" is not a whole number from 1 on`);
  }
  const limit = Math.min(Number(limitText), most);
  return subcommand === "TARGETS"
    ? parseTargets(references, limit)
    : parsePage(subcommand, target, references, limit);
}

function parsePage(
  subcommand: Exclude<Subcommand, "TARGETS">,
  target: string,
  texts: readonly string[],
  limit: number,
): Question | Refusal {
  const references: Reference[] = [];
  for (const text of texts) {
    if (subcommand === "LATEST" && text === "*") continue;
    const reference = parseReference(text);
    if (reference) references.push(reference);
    else if (/^(?:timestamp|msgid)=|^[^=]*$/.test(text)) {
      return invalid(text, `"${text}" is neither ${TIMESTAMP} nor msgid=…`);
    } else {
      const why = `Messages are found by timestamp and msgid, not as in "${text}"`;
      return { kind: "refused", code: "INVALID_MSGREFTYPE", rest: [target, text, why] };
    }
  }
  return { kind: "page", subcommand, target, references, limit };
}

function parseTargets(texts: readonly string[], limit: number): Question | Refusal {
  const [from, to] = texts.map(parseReference);
  if (from?.kind === "time" && to?.kind === "time") {
    return { kind: "targets", from: from.time, to: to.time, limit };
  }
  return invalid(`TARGETS takes two moments as ${TIMESTAMP}, and then a limit`);
}

const TIMESTAMP = "timestamp=YYYY-MM-DDThh:mm:ss.sssZ";

/** Reads `msgid=…` or `timestamp=…`. */
export function parseReference(text: string): Reference | undefined {
  const msgid = /^msgid=(.+)$/.exec(text)?.[1];
  if (msgid !== undefined) return { kind: "msgid", msgid };
  const time = parseTimestamp(/^timestamp=(.*)$/.exec(text)?.[1] ?? "");
  return time === undefined ? undefined : { kind: "time", time };
}

function invalid(...rest: string[]): Refusal {
  return { kind: "refused", code: "INVALID_PARAMS", rest };
}

function isSubcommand(text: string): text is Subcommand {
  return Object.hasOwn(SUBCOMMANDS, text);
}
