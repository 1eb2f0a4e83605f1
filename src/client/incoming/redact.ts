/** REDACT: a message was taken back. https://ircv3.net/specs/extensions/message-redaction */

import type { Hear } from "./index.ts";

export const redact: Hear = (session, { from, own, params, time }) => {
  const [addressed = "", id = "", reason = ""] = params;
  const target = session.isupport.channelOf(addressed) ?? (own ? addressed : from);
  session.tell({ kind: "redacted", target, id, by: from, reason }, time);
};
