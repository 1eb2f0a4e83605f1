-- Everybody who ever spoke, was spoken to, or was put here: a name, not a person.
create table users (
  id bigint generated always as identity primary key,
  username text not null,
  folded text not null unique,
  created_at timestamptz not null default now()
);

-- A channel, or the private conversation of two parties, and how far its sequence has got.
create table targets (
  id bigint generated always as identity primary key,
  -- A channel's folded name, or the two parties' ids, sorted, with a space in between.
  key text not null unique,
  -- A channel's name as it is spelled.
  name text,
  party_a text,
  party_b text,
  last_seq bigint not null default 0,
  check ((name is null) = (party_a is not null)),
  check ((party_a is null) = (party_b is null))
);

create index on targets (party_a) where party_a is not null;
create index on targets (party_b) where party_b is not null;

-- The ids of targets and users are no foreign keys: checking them took a third of the time of writing,
-- and the one statement that writes here takes them from the very rows.
create table messages (
  target_id bigint not null,
  -- 1, 2, 3… within the target, without gaps.
  seq bigint not null,
  msgid text not null unique,
  sent_at timestamptz(3) not null,
  kind text not null,
  -- nick!user@host as it was then.
  source text not null,
  sender text not null,
  sender_id bigint not null,
  -- The account, or the guest's one stay.
  sender_party text not null,
  account text,
  -- Of a private message.
  recipient text,
  recipient_id bigint,
  -- The target as the sender wrote it.
  addressed text not null,
  text text not null,
  tags jsonb not null,
  -- The sender's own id for the message.
  client_id text,
  -- For searching: the words of the text, '@' and the target's id, '$' and the sender's, and of a private
  -- message '&' and the ids of its two users, the smaller one first, with a '-' in between. The program
  -- takes the text apart, so that letters are the same in every locale.
  words tsvector,
  primary key (target_id, seq)
);

create unique index on messages (sender_party, client_id) where client_id is not null;
create index on messages (target_id, sent_at, seq);
-- What is not yet sorted into the index is, beyond so many kilobytes, by the next one who writes: often and
-- little, so that nobody waits a quarter of a second (`bench/durable.ts`).
create index on messages using gin (words) with (gin_pending_list_limit = 256);

-- What others may read and build upon: these columns stay.
create view chat_messages as
  select m.msgid, coalesce(t.name, m.recipient) as target, m.seq, m.sent_at, m.sender, m.account,
    m.kind, m.text, m.tags
  from messages m join targets t on t.id = m.target_id;

create view conversations as
  select sender_id as user1_id, recipient_id as user2_id, text as messages, sent_at as timestamp
  from messages
  where recipient_id is not null and kind in ('PRIVMSG', 'NOTICE');
