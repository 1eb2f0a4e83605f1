-- How far people with an account have read.
create table read_markers (
  account_id bigint not null references accounts on delete cascade,
  -- The folded name of a channel or a nick; * is how long the person was here at all.
  target text not null,
  read_at timestamptz(3) not null,
  primary key (account_id, target)
);

-- A message that was taken back stays in its place, without text, tags and words.
alter table messages
  add column redacted_at timestamptz(3),
  add column redacted_by text,
  add column redaction_reason text;

-- Between messages there may be any number of events.
create index on messages (target_id, seq)
  where kind in ('PRIVMSG', 'NOTICE') and redacted_at is null;

-- Messages of all targets in the order of their time, to find the latest ones with a common word.
create index on messages (sent_at);
