-- Accounts are never deleted, since the ledger names them: they are closed.
create table accounts (
  account_id integer primary key,
  name text not null unique collate nocase,
  role text not null check (role in ('annotator', 'lead', 'admin')),
  -- Null until the person has chosen a password, or where a proxy or provider signs the person in.
  password_hash text,
  -- Changes with everything that must end open sessions.
  security_stamp text not null,
  failed_attempts integer not null default 0,
  locked_until text,
  closed_at text,
  created_at text not null
) strict;

-- One-time links: of the first admin, to join, to choose a new password. Only the hash of the link's secret is kept.
create table invitations (
  invitation_id integer primary key,
  secret_hash blob not null unique,
  role text not null,
  -- The account that may choose a new password; null where a new account is made.
  account_id integer references accounts,
  created_by text not null,
  created_at text not null,
  expires_at text,
  used_at text,
  revoked_at text
) strict;

create table api_tokens (
  token_id integer primary key,
  account_id integer not null references accounts,
  title text not null,
  -- Scopes, separated by spaces.
  scopes text not null,
  secret_hash blob not null unique,
  created_at text not null,
  expires_at text,
  last_used_at text,
  revoked_at text
) strict;

create table audit_entries (
  entry_id integer primary key autoincrement,
  at text not null,
  actor text not null,
  act text not null,
  -- Who or what it was done to.
  subject text not null,
  detail text not null
) strict;

create trigger audit_entries_never_change before update on audit_entries begin
  select raise(abort, 'the audit trail is append-only');
end;
create trigger audit_entries_never_go before delete on audit_entries begin
  select raise(abort, 'the audit trail is append-only');
end;
