import type { HistoryAsk, HistoryPage, Session } from "./session.ts";

/** The most that is asked for at once, where the server does not name a limit itself. */
const PAGE = 100;

/** How many messages the server gives at once. */
export function pageSize({ isupport }: Session): number {
  return Math.min(PAGE, isupport.number("CHATHISTORY") || PAGE);
}

/**
 * Asks for a page of history, whose messages are told like all others. Resolves when it has come;
 * `undefined`: there is none, or the connection was lost. https://ircv3.net/specs/extensions/chathistory
 */
export async function askHistory(
  session: Session,
  subcommand: "LATEST" | "BEFORE" | "AFTER",
  target: string,
  place: string,
  count = pageSize(session),
): Promise<HistoryPage | undefined> {
  if (!session.registered || !session.caps.has("draft/chathistory")) return undefined;
  return await new Promise((answer) => {
    const ask: HistoryAsk = { target, answer };
    session.historyAsks.push(ask);
    session.send("CHATHISTORY", subcommand, target, place, `${count}`);
    // A refusal does not say which question it answers, but nothing comes after it.
    session.round().then(() => {
      const at = session.historyAsks.indexOf(ask);
      if (at >= 0) session.historyAsks.splice(at, 1);
      answer(undefined);
    });
  });
}
