-- Clients' certificates with which people log in instead of a password (SASL EXTERNAL).
create table account_certificates (
  -- SHA-256 of the certificate, in hexadecimal.
  fingerprint text primary key,
  account_id bigint not null references accounts on delete cascade,
  added_at timestamptz(3) not null
);

create index on account_certificates (account_id);
