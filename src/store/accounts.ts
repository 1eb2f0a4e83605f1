/** Registered people. */
import type { Account, AccountStore, NewAccount } from "../server/store.ts";
import type { Database } from "./database.ts";
import type { Query, Sql } from "./sql.ts";

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly created_at: number;
  readonly always_on: boolean | null;
  readonly multi_client: boolean | null;
}

/** Accounts in `db`. Each change is told to everybody else who watches the same schema. */
export function accountsIn(db: Database): AccountStore {
  const { sql } = db;
  // Not more than the 63 bytes that a name may have.
  const channel = `chat_accounts ${db.schema}`.slice(0, 63);
  const self = crypto.randomUUID();
  const told = sql`pg_notify(${channel}, ${self})`;

  return {
    async list() {
      const rows = await sql<AccountRow>`select ${columns(sql)} from accounts`;
      return rows.map(accountOf);
    },

    async find(key) {
      const [row] = await sql<AccountRow & { verifier: string }>`
        select ${columns(sql)}, verifier from accounts where folded = ${key}`;
      return row && { account: accountOf(row), verifier: row.verifier };
    },

    async create({ name, key, verifier, email, createdAt }: NewAccount) {
      const [row] = await sql<AccountRow>`
        with made as (
          insert into accounts (name, folded, verifier, email, created_at)
          values (${name}, ${key}, ${verifier}, ${
        email ?? null
      }, to_timestamp(${createdAt} / 1000.0))
          on conflict (folded) do nothing
          returning *
        )
        select ${columns(sql)}, ${told} from made`;
      return row && accountOf(row);
    },

    async setVerifier(id, verifier) {
      await sql`update accounts set verifier = ${verifier} where id = ${id}`;
    },

    async setWishes(id, { alwaysOn, multiClient }) {
      await sql`
        with changed as (
          update accounts
          set always_on = ${alwaysOn ?? null}, multi_client = ${multiClient ?? null}
          where id = ${id}
          returning id
        )
        select ${told} from changed`;
    },

    async remove(id) {
      await sql`
        with removed as (delete from accounts where id = ${id} returning id)
        select ${told} from removed`;
    },

    watch(changed) {
      const heard = (by: string) => {
        if (by !== self) changed();
      };
      db.listen(channel, heard, changed);
    },
  };
}

function columns(sql: Sql): Query<AccountRow> {
  return sql<AccountRow>`
    id::text, name, email, (extract(epoch from created_at) * 1000)::float8 as created_at,
    always_on, multi_client`;
}

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    name: row.name,
    email: row.email ?? undefined,
    createdAt: row.created_at,
    wishes: {
      alwaysOn: row.always_on ?? undefined,
      multiClient: row.multi_client ?? undefined,
    },
  };
}
