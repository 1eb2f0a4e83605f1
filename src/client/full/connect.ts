/** `chat connect` on the full screen: talks until somebody leaves. */

import { NickRefused } from "../nick_refused.ts";
import { askOn } from "../ui/full/ask.ts";
import { FullScreen, type FullScreenNeeds } from "./full_screen.ts";
import { texts } from "../texts/index.ts";

/** Throws what `connect` throws. A name that the server refuses is asked for again. */
export async function connectFull(needs: FullScreenNeeds): Promise<void> {
  let { opening } = needs;
  for (;;) {
    try {
      return await new FullScreen({ ...needs, opening }).run();
    } catch (error) {
      if (!(error instanceof NickRefused)) throw error;
      const { account } = opening.identity;
      const hint = account ? [] : [texts.ifYours(opening.identity.nick)];
      const nick = await askOn(needs.window, texts.askName, [error.message, ...hint]);
      if (!nick?.trim()) throw error;
      opening = { ...opening, identity: { ...opening.identity, nick: nick.trim() } };
    }
  }
}
