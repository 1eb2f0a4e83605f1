/** What others build upon: the columns of the views, and who may read them. */
import assert from "node:assert/strict";
import { onBoth } from "./databases.ts";

const VIEWS = {
  chat_members: ["channel", "nick", "account", "modes"],
  chat_messages: ["msgid", "target", "seq", "sent_at", "sender", "account", "kind", "text", "tags"],
  conversations: ["user1_id", "user2_id", "messages", "timestamp"],
};

onBoth("SQL as an interface", {
  async "the views have the columns that are documented"({ db }) {
    const columns = await db.sql<{ view: string; columns: string[] }>`
      select table_name as view, array_agg(column_name::text order by ordinal_position) as columns
      from information_schema.columns
      where table_schema = ${db.schema} and table_name in (
        select table_name from information_schema.views where table_schema = ${db.schema}
      )
      group by 1 order by 1`;
    assert.deepEqual(
      Object.fromEntries(columns.map(({ view, columns }) => [view, columns])),
      VIEWS,
    );
  },

  async "chat_reader may read the views, and neither the tables nor write"({ db }) {
    const may = async (relation: string, privilege: string) => {
      const [row] = await db.sql<{ may: boolean }>`
        select has_table_privilege('chat_reader', ${relation}, ${privilege}) as may`;
      return row?.may;
    };
    for (const view of Object.keys(VIEWS)) {
      assert.equal(await may(view, "select"), true);
      assert.equal(await may(view, "insert"), false);
      assert.equal(await may(view, "delete"), false);
    }
    assert.equal(await may("messages", "select"), false);
    assert.equal(await may("accounts", "select"), false);
  },
});
