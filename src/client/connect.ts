/** `chat connect`: talks until somebody leaves. */

import { Conversation } from "./conversation.ts";
import { NickRefused } from "./nick_refused.ts";
import { GROUND, type Ground, type Opening } from "./open.ts";
import { Drawing } from "./ui/draw.ts";
import type { Screen } from "./ui/screen.ts";
import { texts } from "./texts/index.ts";

/**
 * Throws a `Problem` when there is no connection, or the server does not let us in. A name that it
 * refuses is asked for again where somebody can answer.
 */
export async function connect(
  opening: Opening,
  screen: Screen,
  ground: Ground = GROUND,
  drawing: Drawing = new Drawing(),
): Promise<void> {
  let { identity } = opening;
  for (;;) {
    try {
      return await new Conversation({ ...opening, identity }, screen, ground, drawing).run();
    } catch (error) {
      if (!(error instanceof NickRefused) || !screen.interactive) throw error;
      screen.print([{ to: "notes", spans: [{ look: "error", text: error.message }] }]);
      const nick = (await screen.ask(texts.askName))?.trim();
      if (!nick) throw error;
      identity = { ...identity, nick };
    }
  }
}
