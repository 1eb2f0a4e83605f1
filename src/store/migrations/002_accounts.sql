-- The registered people.
create table accounts (
  -- Never used again, so that nobody inherits what a removed account has written or was sent.
  id bigint generated always as identity primary key,
  name text not null,
  folded text not null unique,
  -- SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey> (RFC 5803); the password is nowhere.
  verifier text not null,
  email text,
  created_at timestamptz(3) not null,
  -- What the person wants; null: what the server's configuration says.
  always_on boolean,
  multi_client boolean
);

-- Users who stay on the network while no client of theirs is connected.
create table kept_users (
  account_id bigint primary key references accounts on delete cascade,
  nick text not null,
  username text not null,
  host text not null,
  realname text not null,
  modes text not null,
  away text
);

-- Channels that are there after a restart: registered, or with a kept user in them.
create table channels (
  folded text primary key,
  name text not null,
  created_at timestamptz(3) not null,
  -- Who has registered it.
  founder_id bigint references accounts on delete set null,
  topic text,
  topic_set_by text,
  topic_set_at timestamptz(3),
  -- Letters of the modes that are on and have no parameter.
  flags text not null,
  password text,
  member_limit int,
  check ((topic is null) = (topic_set_by is null) and (topic is null) = (topic_set_at is null))
);

create table channel_masks (
  channel text not null references channels on delete cascade,
  -- b, e or I
  list text not null,
  mask text not null,
  set_by text not null,
  set_at timestamptz(3) not null,
  primary key (channel, list, mask)
);

create table channel_members (
  channel text not null references channels on delete cascade,
  account_id bigint not null references accounts on delete cascade,
  -- Letters, such as "qo".
  modes text not null,
  primary key (channel, account_id)
);

create index on channels (founder_id) where founder_id is not null;
create index on channel_members (account_id);

-- What others may read and build upon: these columns stay.
create view chat_members as
  select c.name as channel, u.nick, a.name as account, m.modes
  from channel_members m
    join channels c on c.folded = m.channel
    join accounts a on a.id = m.account_id
    join kept_users u on u.account_id = m.account_id;
