/** What was said with each release, so that the next one can be asked whether it still knows it. */
import type { NewMessage } from "../../src/server/store.ts";
import type { openStore } from "../../src/store/mod.ts";
import { append, message, stored } from "../store/databases.ts";

type Opened = Awaited<ReturnType<typeof openStore>>;

/** One to a channel, one with tags, and one to a single person. */
const SAID: readonly NewMessage[] = [
  message({ msgid: "kept-1", text: "Tea is ready" }),
  message({ msgid: "kept-2", text: "On my way — ☕", tags: new Map([["+draft/reply", "kept-1"]]) }),
  message({
    msgid: "kept-3",
    target: {
      kind: "direct",
      from: { id: "g:ann", nick: "ann" },
      to: { id: "g:bob", nick: "bob" },
    },
    addressed: "bob",
    text: "bring the biscuits",
  }),
];

export async function say(store: Opened): Promise<void> {
  for (const one of SAID) stored(await append(store, one));
}

/** Message ids and texts, as the history has them. */
export async function remembered(store: Opened): Promise<readonly (readonly string[])[]> {
  const page = { from: "newest", limit: 9, events: false } as const;
  const channel = await store.page({ ...page, target: { kind: "channel", key: "#tea" } });
  const direct = await store.page({
    ...page,
    target: { kind: "direct", parties: ["g:ann", "g:bob"] },
  });
  return [...channel, ...direct].map(({ msgid, text, tags }) => [
    msgid,
    text,
    ...[...tags].flat(),
  ]);
}

/** What `remembered` has to give. */
export const EXPECTED = SAID.map(({ msgid, text, tags }) => [msgid, text, ...[...tags].flat()]);
