-- The groups of duplicates of a dataset: one run is in force, and a new one replaces it as a whole.

create table duplicate_runs (
  run_id integer primary key autoincrement,
  dataset_id integer not null unique references datasets,
  -- What it was sought with, as JSON of texts with sorted names.
  options text not null,
  -- Samples that were looked at: those imported later have not been.
  sample_count integer not null,
  group_count integer not null,
  copy_count integer not null,
  exact_count integer not null,
  -- SHA-256 over groups and ordinals, so that an export can name the groups it was made by.
  groups_hash text not null,
  seconds real not null,
  found_at text not null
) strict;

create table duplicate_members (
  run_id integer not null references duplicate_runs,
  ordinal integer not null,
  group_no integer not null,
  is_exact integer not null,
  -- With the group's first, 0 to 1.
  similarity real not null,
  containment real not null,
  primary key (run_id, ordinal)
) strict, without rowid;

create index duplicate_members_by_group on duplicate_members (run_id, group_no, ordinal);
