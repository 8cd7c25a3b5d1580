-- A changed recipe is a new version; versions never change.
create table recipes (
  dataset_id integer not null references datasets,
  name text not null,
  version integer not null,
  -- JSON.
  recipe text not null,
  author text not null,
  created_at text not null,
  primary key (dataset_id, name, version)
) strict;

-- The recipe of an export as JSON; empty for exports by a filter alone.
alter table exports add column recipe text not null default '';
