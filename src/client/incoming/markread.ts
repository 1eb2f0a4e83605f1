/** MARKREAD: how far we have read. https://ircv3.net/specs/extensions/read-marker */

import type { Hear } from "./index.ts";

export const markread: Hear = (session, { params }) => {
  const [target = "", marker = ""] = params;
  // `*` is how a server says that nothing was marked yet.
  const upTo = Date.parse(marker.replace(/^timestamp=/, ""));
  if (!Number.isNaN(upTo)) session.tell({ kind: "read", target, upTo });
};
