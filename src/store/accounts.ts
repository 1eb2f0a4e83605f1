/** Registered people. */
import { isPrivilege, type Privilege } from "../privileges.ts";
import type { Account, AccountStore, NewAccount } from "../server/store.ts";
import type { Database } from "./database.ts";
import type { Query, Sql } from "./sql.ts";
import { Told } from "./told.ts";

interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly created_at: number;
  readonly always_on: boolean | null;
  readonly multi_client: boolean | null;
  readonly privileges: string | null;
}

/** Accounts in `db`. Each change is told to everybody else who watches the same schema. */
export function accountsIn(db: Database): AccountStore {
  const { sql } = db;
  const told = new Told(db, "accounts");

  async function create(sql: Sql, account: NewAccount): Promise<Account | undefined> {
    const { name, key, verifier, email, createdAt, privileges } = account;
    const [row] = await sql<AccountRow>`
      with made as (
        insert into accounts (name, folded, verifier, email, created_at, privileges)
        values (${name}, ${key}, ${verifier}, ${email ?? null},
          to_timestamp(${createdAt} / 1000.0), ${kept(privileges)})
        on conflict (folded) do nothing
        returning *
      )
      select ${columns(sql)}, ${told.now} from made`;
    return row && accountOf(row);
  }

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

    create: (account) => create(sql, account),

    async createInvited(account, digest) {
      try {
        return await sql.begin(async (sql) => {
          const used = await sql`
            delete from invitations
            where digest = ${digest} and expires_at > to_timestamp(${account.createdAt}::float8 / 1000)
            returning digest`;
          if (used.length === 0) return "not invited";
          const made = await create(sql, account);
          // What is thrown rolls back, so that the invitation is still good for another name.
          if (!made) throw new Taken();
          return made;
        });
      } catch (error) {
        if (error instanceof Taken) return "taken";
        throw error;
      }
    },

    async invite({ digest, madeBy, madeAt, expiresAt }) {
      await sql`
        insert into invitations (digest, made_by, made_at, expires_at)
        values (${digest}, ${madeBy}, to_timestamp(${madeAt}::float8 / 1000),
          to_timestamp(${expiresAt}::float8 / 1000))`;
    },

    async findByCertificate(fingerprint) {
      const [row] = await sql<AccountRow>`
        select ${columns(sql)} from accounts
        where id = (select account_id from account_certificates where fingerprint = ${fingerprint})`;
      return row && accountOf(row);
    },

    async certificates(id) {
      const rows = await sql<{ fingerprint: string }>`
        select fingerprint from account_certificates where account_id = ${id}
        order by added_at, fingerprint`;
      return rows.map(({ fingerprint }) => fingerprint);
    },

    async addCertificate(id, fingerprint, at) {
      const added = await sql`
        insert into account_certificates (fingerprint, account_id, added_at)
        values (${fingerprint}, ${id}, to_timestamp(${at}::float8 / 1000))
        on conflict (fingerprint) do nothing
        returning fingerprint`;
      return added.length > 0;
    },

    async removeCertificate(id, fingerprint) {
      await sql`
        delete from account_certificates where account_id = ${id} and fingerprint = ${fingerprint}`;
    },

    async setVerifier(id, verifier) {
      await sql`update accounts set verifier = ${verifier} where id = ${id}`;
    },

    async setPrivileges(id, privileges) {
      await sql`
        with changed as (
          update accounts set privileges = ${kept(privileges)} where id = ${id} returning id
        )
        select ${told.now} from changed`;
    },

    async setWishes(id, { alwaysOn, multiClient }) {
      await sql`
        with changed as (
          update accounts
          set always_on = ${alwaysOn ?? null}, multi_client = ${multiClient ?? null}
          where id = ${id}
          returning id
        )
        select ${told.now} from changed`;
    },

    async remove(id) {
      await sql`
        with removed as (delete from accounts where id = ${id} returning id)
        select ${told.now} from removed`;
    },

    watch: (changed) => told.watch(changed),
  };
}

/** The name of an account that was to be made is another's. */
class Taken extends Error {}

function kept(privileges: readonly Privilege[]): string | null {
  return privileges.length > 0 ? privileges.join(" ") : null;
}

function columns(sql: Sql): Query<AccountRow> {
  return sql<AccountRow>`
    id::text, name, email, (extract(epoch from created_at) * 1000)::float8 as created_at,
    always_on, multi_client, privileges`;
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
    // A newer program may know more of them.
    privileges: (row.privileges ?? "").split(" ").filter(isPrivilege),
  };
}
