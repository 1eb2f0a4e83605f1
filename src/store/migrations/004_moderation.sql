-- Who may not connect, as KLINE and DLINE say it.
create table server_bans (
  -- KLINE or DLINE
  kind text not null,
  -- user@host, or an address or a network such as 192.0.2.0/24
  mask text not null,
  reason text not null,
  set_by text not null,
  set_at timestamptz(3) not null,
  -- null: for ever
  expires_at timestamptz(3),
  primary key (kind, mask)
);

-- What operators did, in the order in which they did it.
create table audit (
  id bigint generated always as identity primary key,
  done_at timestamptz(3) not null,
  -- nick!user@host, or the command line and its user
  done_by text not null,
  -- The operator's name in the configuration, or an account's.
  oper text,
  action text not null,
  target text,
  detail text
);

-- Codes with which somebody may register. The code itself is nowhere.
create table invitations (
  -- SHA-256, in hexadecimal
  digest text primary key,
  made_by text not null,
  made_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);

-- Names of what an account may do as a server operator, separated by spaces; null: it is none.
alter table accounts add column privileges text;

-- What a channel lets nobody write, and how often people may.
create table channel_rules (
  id bigint generated always as identity primary key,
  -- The channel's folded name.
  channel text not null,
  -- slow or word
  kind text not null,
  -- Seconds between two messages of one person, or words with * and ?.
  value text not null,
  set_by text not null,
  set_at timestamptz(3) not null,
  unique (channel, kind, value)
);

create unique index on channel_rules (channel) where kind = 'slow';

-- What whoever asks whether the server is ready has it write and read.
create table probe (
  id int primary key,
  token text not null
);
