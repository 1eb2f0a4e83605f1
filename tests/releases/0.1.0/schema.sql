SELECT pg_catalog.set_config('search_path', '', false);
CREATE SCHEMA chat_schema;
CREATE TABLE chat_schema.account_certificates (
    fingerprint text NOT NULL,
    account_id bigint NOT NULL,
    added_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE chat_schema.accounts (
    id bigint NOT NULL,
    name text NOT NULL,
    folded text NOT NULL,
    verifier text NOT NULL,
    email text,
    created_at timestamp(3) with time zone NOT NULL,
    always_on boolean,
    multi_client boolean,
    privileges text
);
ALTER TABLE chat_schema.accounts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chat_schema.accounts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE chat_schema.audit (
    id bigint NOT NULL,
    done_at timestamp(3) with time zone NOT NULL,
    done_by text NOT NULL,
    oper text,
    action text NOT NULL,
    target text,
    detail text
);
ALTER TABLE chat_schema.audit ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chat_schema.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE chat_schema.channel_masks (
    channel text NOT NULL,
    list text NOT NULL,
    mask text NOT NULL,
    set_by text NOT NULL,
    set_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE chat_schema.channel_members (
    channel text NOT NULL,
    account_id bigint NOT NULL,
    modes text NOT NULL
);
CREATE TABLE chat_schema.channel_rules (
    id bigint NOT NULL,
    channel text NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    set_by text NOT NULL,
    set_at timestamp(3) with time zone NOT NULL
);
ALTER TABLE chat_schema.channel_rules ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chat_schema.channel_rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE chat_schema.channels (
    folded text NOT NULL,
    name text NOT NULL,
    created_at timestamp(3) with time zone NOT NULL,
    founder_id bigint,
    topic text,
    topic_set_by text,
    topic_set_at timestamp(3) with time zone,
    flags text NOT NULL,
    password text,
    member_limit integer,
    CONSTRAINT channels_check CHECK ((((topic IS NULL) = (topic_set_by IS NULL)) AND ((topic IS NULL) = (topic_set_at IS NULL))))
);
CREATE TABLE chat_schema.kept_users (
    account_id bigint NOT NULL,
    nick text NOT NULL,
    username text NOT NULL,
    host text NOT NULL,
    realname text NOT NULL,
    modes text NOT NULL,
    away text
);
CREATE VIEW chat_schema.chat_members AS
 SELECT c.name AS channel,
    u.nick,
    a.name AS account,
    m.modes
   FROM (((chat_schema.channel_members m
     JOIN chat_schema.channels c ON ((c.folded = m.channel)))
     JOIN chat_schema.accounts a ON ((a.id = m.account_id)))
     JOIN chat_schema.kept_users u ON ((u.account_id = m.account_id)));
CREATE TABLE chat_schema.messages (
    target_id bigint NOT NULL,
    seq bigint NOT NULL,
    msgid text NOT NULL,
    sent_at timestamp(3) with time zone NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    sender text NOT NULL,
    sender_id bigint NOT NULL,
    sender_party text NOT NULL,
    account text,
    recipient text,
    recipient_id bigint,
    addressed text NOT NULL,
    text text NOT NULL,
    tags jsonb NOT NULL,
    client_id text,
    words tsvector,
    redacted_at timestamp(3) with time zone,
    redacted_by text,
    redaction_reason text
);
CREATE TABLE chat_schema.targets (
    id bigint NOT NULL,
    key text NOT NULL,
    name text,
    party_a text,
    party_b text,
    last_seq bigint DEFAULT 0 NOT NULL,
    CONSTRAINT targets_check CHECK (((name IS NULL) = (party_a IS NOT NULL))),
    CONSTRAINT targets_check1 CHECK (((party_a IS NULL) = (party_b IS NULL)))
);
CREATE VIEW chat_schema.chat_messages AS
 SELECT m.msgid,
    COALESCE(t.name, m.recipient) AS target,
    m.seq,
    m.sent_at,
    m.sender,
    m.account,
    m.kind,
    m.text,
    m.tags
   FROM (chat_schema.messages m
     JOIN chat_schema.targets t ON ((t.id = m.target_id)));
CREATE VIEW chat_schema.conversations AS
 SELECT messages.sender_id AS user1_id,
    messages.recipient_id AS user2_id,
    messages.text AS messages,
    messages.sent_at AS "timestamp"
   FROM chat_schema.messages
  WHERE ((messages.recipient_id IS NOT NULL) AND (messages.kind = ANY (ARRAY['PRIVMSG'::text, 'NOTICE'::text])));
CREATE TABLE chat_schema.invitations (
    digest text NOT NULL,
    made_by text NOT NULL,
    made_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE chat_schema.migrations (
    version integer NOT NULL,
    name text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL
);
CREATE TABLE chat_schema.probe (
    id integer NOT NULL,
    token text NOT NULL
);
CREATE TABLE chat_schema.read_markers (
    account_id bigint NOT NULL,
    target text NOT NULL,
    read_at timestamp(3) with time zone NOT NULL
);
CREATE TABLE chat_schema.server_bans (
    kind text NOT NULL,
    mask text NOT NULL,
    reason text NOT NULL,
    set_by text NOT NULL,
    set_at timestamp(3) with time zone NOT NULL,
    expires_at timestamp(3) with time zone
);
ALTER TABLE chat_schema.targets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chat_schema.targets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE chat_schema.users (
    id bigint NOT NULL,
    username text NOT NULL,
    folded text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE chat_schema.users ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME chat_schema.users_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
INSERT INTO chat_schema.messages VALUES (1, 1, 'kept-1', '2023-11-14 22:13:20.01+00', 'PRIVMSG', 'ann!ann@example.org', 'ann', 1, 'g:ann', NULL, NULL, NULL, '#tea', 'Tea is ready', '{}', NULL, '''$1'' ''@1'' ''is'' ''ready'' ''tea''', NULL, NULL, NULL);
INSERT INTO chat_schema.messages VALUES (1, 2, 'kept-2', '2023-11-14 22:13:20.02+00', 'PRIVMSG', 'ann!ann@example.org', 'ann', 1, 'g:ann', NULL, NULL, NULL, '#tea', 'On my way — ☕', '{"+draft/reply": "kept-1"}', NULL, '''$1'' ''@1'' ''my'' ''on'' ''way''', NULL, NULL, NULL);
INSERT INTO chat_schema.messages VALUES (3, 1, 'kept-3', '2023-11-14 22:13:20.03+00', 'PRIVMSG', 'ann!ann@example.org', 'ann', 1, 'g:ann', NULL, 'bob', 2, 'bob', 'bring the biscuits', '{}', NULL, '''$1'' ''&1-2'' ''@3'' ''biscuits'' ''bring'' ''the''', NULL, NULL, NULL);
INSERT INTO chat_schema.migrations VALUES (1, '001_messages.sql', '2026-11-24 13:34:49.195966+00');
INSERT INTO chat_schema.migrations VALUES (2, '002_accounts.sql', '2026-11-24 13:34:49.195966+00');
INSERT INTO chat_schema.migrations VALUES (3, '003_history.sql', '2026-11-24 13:34:49.195966+00');
INSERT INTO chat_schema.migrations VALUES (4, '004_moderation.sql', '2026-11-24 13:34:49.195966+00');
INSERT INTO chat_schema.migrations VALUES (5, '005_reader.sql', '2026-11-24 13:34:49.195966+00');
INSERT INTO chat_schema.migrations VALUES (6, '006_certificates.sql', '2026-11-24 13:34:49.195966+00');
INSERT INTO chat_schema.targets OVERRIDING SYSTEM VALUE VALUES (1, '#tea', '#Tea', NULL, NULL, 2);
INSERT INTO chat_schema.targets OVERRIDING SYSTEM VALUE VALUES (3, 'g:ann g:bob', NULL, 'g:ann', 'g:bob', 1);
INSERT INTO chat_schema.users OVERRIDING SYSTEM VALUE VALUES (1, 'ann', 'ann', '2026-11-24 13:34:49.283031+00');
INSERT INTO chat_schema.users OVERRIDING SYSTEM VALUE VALUES (2, 'bob', 'bob', '2026-11-24 13:34:49.300063+00');
SELECT pg_catalog.setval('chat_schema.accounts_id_seq', 1, false);
SELECT pg_catalog.setval('chat_schema.audit_id_seq', 1, false);
SELECT pg_catalog.setval('chat_schema.channel_rules_id_seq', 1, false);
SELECT pg_catalog.setval('chat_schema.targets_id_seq', 3, true);
SELECT pg_catalog.setval('chat_schema.users_id_seq', 2, true);
ALTER TABLE ONLY chat_schema.account_certificates
    ADD CONSTRAINT account_certificates_pkey PRIMARY KEY (fingerprint);
ALTER TABLE ONLY chat_schema.accounts
    ADD CONSTRAINT accounts_folded_key UNIQUE (folded);
ALTER TABLE ONLY chat_schema.accounts
    ADD CONSTRAINT accounts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY chat_schema.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY (id);
ALTER TABLE ONLY chat_schema.channel_masks
    ADD CONSTRAINT channel_masks_pkey PRIMARY KEY (channel, list, mask);
ALTER TABLE ONLY chat_schema.channel_members
    ADD CONSTRAINT channel_members_pkey PRIMARY KEY (channel, account_id);
ALTER TABLE ONLY chat_schema.channel_rules
    ADD CONSTRAINT channel_rules_channel_kind_value_key UNIQUE (channel, kind, value);
ALTER TABLE ONLY chat_schema.channel_rules
    ADD CONSTRAINT channel_rules_pkey PRIMARY KEY (id);
ALTER TABLE ONLY chat_schema.channels
    ADD CONSTRAINT channels_pkey PRIMARY KEY (folded);
ALTER TABLE ONLY chat_schema.invitations
    ADD CONSTRAINT invitations_pkey PRIMARY KEY (digest);
ALTER TABLE ONLY chat_schema.kept_users
    ADD CONSTRAINT kept_users_pkey PRIMARY KEY (account_id);
ALTER TABLE ONLY chat_schema.messages
    ADD CONSTRAINT messages_msgid_key UNIQUE (msgid);
ALTER TABLE ONLY chat_schema.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (target_id, seq);
ALTER TABLE ONLY chat_schema.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (version);
ALTER TABLE ONLY chat_schema.probe
    ADD CONSTRAINT probe_pkey PRIMARY KEY (id);
ALTER TABLE ONLY chat_schema.read_markers
    ADD CONSTRAINT read_markers_pkey PRIMARY KEY (account_id, target);
ALTER TABLE ONLY chat_schema.server_bans
    ADD CONSTRAINT server_bans_pkey PRIMARY KEY (kind, mask);
ALTER TABLE ONLY chat_schema.targets
    ADD CONSTRAINT targets_key_key UNIQUE (key);
ALTER TABLE ONLY chat_schema.targets
    ADD CONSTRAINT targets_pkey PRIMARY KEY (id);
ALTER TABLE ONLY chat_schema.users
    ADD CONSTRAINT users_folded_key UNIQUE (folded);
ALTER TABLE ONLY chat_schema.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE INDEX account_certificates_account_id_idx ON chat_schema.account_certificates USING btree (account_id);
CREATE INDEX channel_members_account_id_idx ON chat_schema.channel_members USING btree (account_id);
CREATE UNIQUE INDEX channel_rules_channel_idx ON chat_schema.channel_rules USING btree (channel) WHERE (kind = 'slow'::text);
CREATE INDEX channels_founder_id_idx ON chat_schema.channels USING btree (founder_id) WHERE (founder_id IS NOT NULL);
CREATE UNIQUE INDEX messages_sender_party_client_id_idx ON chat_schema.messages USING btree (sender_party, client_id) WHERE (client_id IS NOT NULL);
CREATE INDEX messages_sent_at_idx ON chat_schema.messages USING btree (sent_at);
CREATE INDEX messages_target_id_sent_at_seq_idx ON chat_schema.messages USING btree (target_id, sent_at, seq);
CREATE INDEX messages_target_id_seq_idx ON chat_schema.messages USING btree (target_id, seq) WHERE ((kind = ANY (ARRAY['PRIVMSG'::text, 'NOTICE'::text])) AND (redacted_at IS NULL));
CREATE INDEX messages_words_idx ON chat_schema.messages USING gin (words) WITH (gin_pending_list_limit='256');
CREATE INDEX targets_party_a_idx ON chat_schema.targets USING btree (party_a) WHERE (party_a IS NOT NULL);
CREATE INDEX targets_party_b_idx ON chat_schema.targets USING btree (party_b) WHERE (party_b IS NOT NULL);
ALTER TABLE ONLY chat_schema.account_certificates
    ADD CONSTRAINT account_certificates_account_id_fkey FOREIGN KEY (account_id) REFERENCES chat_schema.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY chat_schema.channel_masks
    ADD CONSTRAINT channel_masks_channel_fkey FOREIGN KEY (channel) REFERENCES chat_schema.channels(folded) ON DELETE CASCADE;
ALTER TABLE ONLY chat_schema.channel_members
    ADD CONSTRAINT channel_members_account_id_fkey FOREIGN KEY (account_id) REFERENCES chat_schema.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY chat_schema.channel_members
    ADD CONSTRAINT channel_members_channel_fkey FOREIGN KEY (channel) REFERENCES chat_schema.channels(folded) ON DELETE CASCADE;
ALTER TABLE ONLY chat_schema.channels
    ADD CONSTRAINT channels_founder_id_fkey FOREIGN KEY (founder_id) REFERENCES chat_schema.accounts(id) ON DELETE SET NULL;
ALTER TABLE ONLY chat_schema.kept_users
    ADD CONSTRAINT kept_users_account_id_fkey FOREIGN KEY (account_id) REFERENCES chat_schema.accounts(id) ON DELETE CASCADE;
ALTER TABLE ONLY chat_schema.read_markers
    ADD CONSTRAINT read_markers_account_id_fkey FOREIGN KEY (account_id) REFERENCES chat_schema.accounts(id) ON DELETE CASCADE;
