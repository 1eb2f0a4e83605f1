/** CHATHISTORY TARGETS: a conversation in which something was said. https://ircv3.net/specs/extensions/chathistory */

import type { Hear } from "./index.ts";

export const conversation: Hear = (session, { params }) => {
  const [subcommand, target = "", newest = ""] = params;
  if (subcommand !== "TARGETS" || target === "") return;
  session.tell({ kind: "conversation", target, newest: Date.parse(newest) || 0 });
};
