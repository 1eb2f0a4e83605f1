/** MODE: how a channel or a user is, and how it shall be. https://modern.ircdocs.horse/#mode-message */
import { looksLikeChannel } from "../../irc/names.ts";
import { ERR_NOSUCHCHANNEL, ERR_NOSUCHNICK, ERR_USERSDONTMATCH } from "../../irc/numerics.ts";
import type { Context } from "../command.ts";
import { changeChannelModes, showChannelModes } from "./channel_mode.ts";
import { changeUserModes, showUserModes } from "./user_mode.ts";

export function mode(context: Context, target: string, ...changes: string[]): void {
  const { network, user, reply } = context;
  if (looksLikeChannel(target)) {
    const channel = network.channel(target);
    if (!channel) return reply.numeric(ERR_NOSUCHCHANNEL, target);
    if (changes.length === 0) return showChannelModes(context, channel);
    return changeChannelModes(context, channel, changes);
  }
  const meant = network.user(target);
  if (!meant) return reply.numeric(ERR_NOSUCHNICK, target);
  if (meant !== user) return reply.numeric(ERR_USERSDONTMATCH);
  if (changes.length === 0) return showUserModes(context);
  return changeUserModes(context, changes);
}
