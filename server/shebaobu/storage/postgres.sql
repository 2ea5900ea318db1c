-- What the PostgreSQL vault keeps. An envelope is {"sealed": base64, "written_at": seconds since 1970}.
-- The tables lie in the connection's current schema: a schema is a household.

create table if not exists shebaobu_document (
  name text primary key,
  generation bigint not null,
  envelope jsonb not null
);

create table if not exists shebaobu_earlier (
  name text not null,
  generation bigint not null,
  envelope jsonb not null,
  primary key (name, generation)
);

create table if not exists shebaobu_aside (
  name text not null,
  put_aside text not null,
  generation bigint not null,
  envelope jsonb not null,
  primary key (name, put_aside)
);

-- The id of the master key that seals at present. Every commit reads this row, a change of the key locks it: no server
-- that still has the old key can write with it.
create table if not exists shebaobu_seal (
  only_one boolean primary key default true check (only_one),
  key_id text not null
);
