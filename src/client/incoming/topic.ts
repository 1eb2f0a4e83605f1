/** TOPIC, what stands there on joining, and INVITE. */

import type { Hear } from "./index.ts";
import { texts } from "../texts/index.ts";

export const topic: Hear = (session, { from, params, time }) => {
  const [name = "", text = ""] = params;
  const channel = session.channel(name);
  if (channel) channel.topic = text;
  session.tell({ kind: "topic", channel: name, topic: text, by: from }, time);
};

/** 332 */
export const topicThere: Hear = (session, { params }) => {
  const [, name = "", text = ""] = params;
  const channel = session.channel(name);
  if (channel) channel.topic = text;
  session.tell({ kind: "topic", channel: name, topic: text, by: undefined });
};

export const invite: Hear = (session, { from, params, time }) => {
  const [nick = "", channel = ""] = params;
  if (session.isMe(nick)) session.tell({ kind: "invite", channel, by: from }, time);
  else session.tell({ kind: "info", text: texts.invitedOther(from, nick, channel) }, time);
};
