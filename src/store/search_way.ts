/** How to search: what each way would take, by what PostgreSQL knows of how frequent words are. */
import type { Sql } from "./sql.ts";

/** What is looked for. */
export interface Sought {
  /** Ids of the targets that may be looked into. */
  readonly targets: readonly number[];
  /** The id of the sender's name. */
  readonly sender: number | undefined;
  /** Each begins a word of the message. */
  readonly words: readonly string[];
  readonly limit: number;
}

/**
 * By the index of words, where `lookedUp` are, and then through the messages found for the others; or by
 * time, through the latest messages. The words are written as parts of a tsquery.
 */
export type Way =
  | {
    readonly kind: "by words";
    readonly lookedUp: readonly string[];
    readonly lookedThrough: readonly string[];
  }
  | { readonly kind: "by time" };

/** Microseconds, about: for an entry of the index of words; for a message that it leads to… */
const ENTRY = 0.8;
const FETCH = 6;
/** …and for one of the latest messages: of all targets, which lie side by side, or of one. */
const LOOK = 1;
const LOOK_IN_TARGET = 2;
/** Of more words than these the others are not looked up. */
const MOST_TERMS = 8;

interface Term {
  readonly text: string;
  /** How many messages have it. */
  readonly rows: number;
}

export async function chooseWay(sql: Sql, sought: Sought): Promise<Way> {
  const { targets, sender, words, limit } = sought;
  const what = [
    ...words.map((word) => `'${word}':*`),
    ...(sender === undefined ? [] : [`'$${sender}'`]),
  ];
  if (what.length === 0) return { kind: "by time" };
  const total = await estimate(sql, undefined);
  const terms = await Promise.all(
    what.slice(0, MOST_TERMS).map(async (text): Promise<Term> => ({
      text,
      rows: await estimate(sql, text),
    })),
  );
  const share = terms.reduce((share, { rows }) => share * rows / total, 1);
  const [only, ...others] = targets;
  // Every message counts its target among its words.
  const target = others.length > 0
    ? undefined
    : { text: `'@${only}'`, rows: await estimate(sql, `'@${only}'`) };
  const byTime = Math.min(limit / share, target?.rows ?? total) * (target ? LOOK_IN_TARGET : LOOK);
  const { way, cost } = byWords(target ? [...terms, target] : terms, total);
  if (byTime < cost) return { kind: "by time" };
  return { ...way, lookedThrough: [...way.lookedThrough, ...what.slice(MOST_TERMS)] };
}

/** A word is looked up if that takes less than to look for it in the messages that the rarer ones lead to. */
function byWords(terms: readonly Term[], total: number) {
  const lookedUp: string[] = [];
  const lookedThrough: string[] = [];
  let fetched = total;
  let cost = 0;
  for (const { text, rows } of [...terms].sort((a, b) => a.rows - b.rows)) {
    const left = fetched * rows / total;
    if (lookedUp.length > 0 && rows * ENTRY > (fetched - left) * FETCH) lookedThrough.push(text);
    else {
      lookedUp.push(text);
      fetched = left;
      cost += rows * ENTRY;
    }
  }
  return {
    way: { kind: "by words", lookedUp, lookedThrough } as const,
    cost: cost + fetched * FETCH,
  };
}

/** How many messages there are, or have a word, as PostgreSQL thinks; at least one. */
async function estimate(sql: Sql, term: string | undefined): Promise<number> {
  const which = term === undefined ? sql`` : sql`where x.words @@ ${term}::tsquery`;
  const [row] = await sql<{ "QUERY PLAN": [{ Plan: { "Plan Rows": number } }] }>`
    explain (format json) select from messages x ${which}`;
  return Math.max(1, row?.["QUERY PLAN"][0].Plan["Plan Rows"] ?? 1);
}
