/** REHASH: an operator has the server read its settings again. https://modern.ircdocs.horse/#rehash-message */
import { ERR_NOPRIVILEGES, RPL_REHASHING } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";

export async function rehash({ user, reply, reload }: Context): Promise<void> {
  if (!user.modes.has("o")) return reply.numeric(ERR_NOPRIVILEGES);
  reply.numeric(RPL_REHASHING, "settings");
  const outcome = await reload.run(user.nick);
  if (outcome.kind === "refused") reply.fail("REHASH", "CONFIG_BAD", outcome.sentence);
  else reply.note("REHASH", "REHASHED", outcome.sentence);
}
