/** REHASH: an operator has the server read its settings again. https://modern.ircdocs.horse/#rehash-message */
import { RPL_REHASHING } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { lacks } from "../lacks.ts";

export async function rehash(context: Context): Promise<void> {
  const { user, reply, reload, audit } = context;
  if (lacks(context, "rehash")) return;
  reply.numeric(RPL_REHASHING, "settings");
  audit.record(user, "REHASH");
  const outcome = await reload.run(user.nick);
  if (outcome.kind === "refused") reply.fail("REHASH", "CONFIG_BAD", outcome.sentence);
  else reply.note("REHASH", "REHASHED", outcome.sentence);
}
