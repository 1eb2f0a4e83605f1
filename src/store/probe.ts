/** Whether the database really takes something and gives it back. */
import type { Database } from "./database.ts";

/** Rejects if it does not. */
export async function probe({ sql }: Database): Promise<void> {
  const token = crypto.randomUUID();
  await sql`
    insert into probe (id, token) values (1, ${token})
    on conflict (id) do update set token = excluded.token`;
  // Another server on the same schema may have written since: what counts is that there is something.
  const [row] = await sql`select token from probe where id = 1`;
  if (!row) throw new Error("what was written is not there");
}
