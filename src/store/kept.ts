/** What outlives a restart besides messages and accounts: users who stay, and channels. */
import type { KeptChannel, KeptMask, KeptStore, KeptUser } from "../server/store.ts";
import type { Database } from "./database.ts";

interface UserRow extends Omit<KeptUser, "away"> {
  readonly away: string | null;
}

interface ChannelRow {
  readonly folded: string;
  readonly name: string;
  readonly created_at: number;
  readonly founder: string | null;
  readonly topic: string | null;
  readonly topic_set_by: string | null;
  readonly topic_set_at: number | null;
  readonly flags: string;
  readonly password: string | null;
  readonly member_limit: number | null;
}

interface MaskRow {
  readonly channel: string;
  readonly list: KeptMask["list"];
  readonly mask: string;
  readonly set_by: string;
  readonly set_at: number;
}

interface MemberRow {
  readonly channel: string;
  readonly account: string;
  readonly modes: string;
}

/** Both in `db`, saved as one. */
export function keptIn(db: Database): KeptStore {
  const { sql } = db;
  return {
    async loadKept() {
      const users = await sql<UserRow>`
        select account_id::text as account, nick, username, host, realname, modes, away
        from kept_users`;
      const channels = await sql<ChannelRow>`
        select folded, name, (extract(epoch from created_at) * 1000)::float8 as created_at,
          founder_id::text as founder, topic, topic_set_by,
          (extract(epoch from topic_set_at) * 1000)::float8 as topic_set_at,
          flags, password, member_limit
        from channels`;
      const masks = await sql<MaskRow>`
        select channel, list, mask, set_by, (extract(epoch from set_at) * 1000)::float8 as set_at
        from channel_masks order by set_at`;
      const members = await sql<MemberRow>`
        select channel, account_id::text as account, modes from channel_members`;
      const masksOf = Map.groupBy(masks, ({ channel }) => channel);
      const membersOf = Map.groupBy(members, ({ channel }) => channel);
      return {
        users: users.map((user) => ({ ...user, away: user.away ?? undefined })),
        channels: channels.map((row) =>
          channelOf(row, masksOf.get(row.folded) ?? [], membersOf.get(row.folded) ?? [])
        ),
      };
    },

    async saveKept({ users, goneUsers, channels, goneChannels }) {
      const keys = channels.map(({ key }) => key);
      const accounts = users.map(({ account }) => account);
      // One statement, and so all or nothing and given up in time. Its parts do not see each other's
      // work: nothing may be removed and saved in it at once.
      const removedUsers = goneUsers.filter((account) => !accounts.includes(account));
      const removedChannels = goneChannels.filter((key) => !keys.includes(key));
      const masks = channels.flatMap(({ key, masks }) => masks.map((one) => ({ key, ...one })));
      const members = channels.flatMap(({ key, members }) =>
        members.map((one) => ({ key, ...one }))
      );
      // An account may have been removed by another program: what is left of it is not saved.
      await sql`
        with
        removed_users as (
          delete from kept_users where account_id = any(${removedUsers}::bigint[])
        ),
        removed_channels as (delete from channels where folded = any(${removedChannels}::text[])),
        saved_users as (
          insert into kept_users (account_id, nick, username, host, realname, modes, away)
          select account, nick, username, host, realname, modes, away
          from jsonb_to_recordset(${JSON.stringify(users)}::jsonb) as u (
            account bigint, nick text, username text, host text, realname text, modes text, away text
          )
          where exists (select from accounts where id = account)
          on conflict (account_id) do update set nick = excluded.nick,
            username = excluded.username, host = excluded.host, realname = excluded.realname,
            modes = excluded.modes, away = excluded.away
        ),
        saved_channels as (
          insert into channels (folded, name, created_at, founder_id, topic, topic_set_by,
            topic_set_at, flags, password, member_limit)
          select key, name, to_timestamp("createdAt" / 1000.0),
            (select id from accounts where id = founder), topic->>'text', topic->>'setBy',
            to_timestamp((topic->>'setAt')::float8 / 1000.0), flags, password, "memberLimit"
          from jsonb_to_recordset(${JSON.stringify(channels)}::jsonb) as c (
            key text, name text, "createdAt" float8, founder bigint, topic jsonb, flags text,
            password text, "memberLimit" int
          )
          on conflict (folded) do update set name = excluded.name, created_at = excluded.created_at,
            founder_id = excluded.founder_id, topic = excluded.topic,
            topic_set_by = excluded.topic_set_by, topic_set_at = excluded.topic_set_at,
            flags = excluded.flags, password = excluded.password,
            member_limit = excluded.member_limit
        ),
        masks as (
          select * from jsonb_to_recordset(${JSON.stringify(masks)}::jsonb) as m (
            key text, list text, mask text, "setBy" text, "setAt" float8
          )
        ),
        removed_masks as (
          delete from channel_masks c where channel = any(${keys}::text[]) and not exists (
            select from masks m where m.key = c.channel and m.list = c.list and m.mask = c.mask
          )
        ),
        saved_masks as (
          insert into channel_masks (channel, list, mask, set_by, set_at)
          select key, list, mask, "setBy", to_timestamp("setAt" / 1000.0) from masks
          on conflict (channel, list, mask) do update
            set set_by = excluded.set_by, set_at = excluded.set_at
            where (channel_masks.set_by, channel_masks.set_at) is distinct from
              (excluded.set_by, excluded.set_at)
        ),
        members as (
          select * from jsonb_to_recordset(${JSON.stringify(members)}::jsonb) as m (
            key text, account bigint, modes text
          )
          where exists (select from accounts where id = account)
        ),
        removed_members as (
          delete from channel_members c where channel = any(${keys}::text[]) and not exists (
            select from members m where m.key = c.channel and m.account = c.account_id
          )
        )
        insert into channel_members (channel, account_id, modes)
        select key, account, modes from members
        on conflict (channel, account_id) do update set modes = excluded.modes
          where channel_members.modes is distinct from excluded.modes`;
    },
  };
}

function channelOf(
  row: ChannelRow,
  masks: readonly MaskRow[],
  members: readonly MemberRow[],
): KeptChannel {
  const { topic, topic_set_by: setBy, topic_set_at: setAt } = row;
  return {
    key: row.folded,
    name: row.name,
    createdAt: row.created_at,
    founder: row.founder ?? undefined,
    topic: topic !== null && setBy !== null && setAt !== null
      ? { text: topic, setBy, setAt }
      : undefined,
    flags: row.flags,
    password: row.password ?? undefined,
    memberLimit: row.member_limit ?? undefined,
    masks: masks.map(({ list, mask, set_by, set_at }) => ({
      list,
      mask,
      setBy: set_by,
      setAt: set_at,
    })),
    members: members.map(({ account, modes }) => ({ account, modes })),
  };
}
