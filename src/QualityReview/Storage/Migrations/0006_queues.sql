create table queues (
  queue_id integer primary key,
  dataset_id integer not null references datasets,
  -- Stands in addresses, so it names one queue in all datasets.
  name text not null unique,
  -- How it was drawn; see QueueDraw.
  kind text not null,
  rule text not null,
  sort text not null,
  scorers text not null,
  cut real,
  filter text not null,
  size integer not null,
  seed integer not null,
  -- Samples that could have been drawn.
  offered integer not null,
  overlap_share real not null,
  overlap_people integer not null,
  gold_share real not null,
  gold_author text not null,
  is_blind integer not null,
  state text not null check (state in ('open', 'paused', 'archived')),
  author text not null,
  created_at text not null
) strict;

create index queues_by_dataset on queues (dataset_id);

-- Who may review; a queue without a row here is everybody's.
create table queue_assignees (
  queue_id integer not null references queues,
  name text not null,
  primary key (queue_id, name)
) strict, without rowid;

-- A changed guideline is a new version; versions never change.
create table queue_guidelines (
  queue_id integer not null references queues,
  version integer not null,
  text text not null,
  author text not null,
  created_at text not null,
  primary key (queue_id, version)
) strict, without rowid;

create table queue_items (
  queue_id integer not null references queues,
  position integer not null,
  ordinal integer not null,
  -- People who should judge it.
  wanted integer not null,
  -- Judgements that count towards it: never more than wanted.
  judged integer not null default 0 check (judged <= wanted),
  -- Null: targeted, so that it has no place in an unbiased estimate.
  inclusion_probability real,
  -- The right verdict of a gold item, else 0.
  gold integer not null default 0,
  primary key (queue_id, position),
  unique (queue_id, ordinal)
) strict, without rowid;

create index queue_items_open on queue_items (queue_id, position, gold) where judged < wanted;

create table queue_leases (
  queue_id integer not null,
  position integer not null,
  author text not null,
  leased_until text not null,
  primary key (queue_id, position, author),
  foreign key (queue_id, position) references queue_items
) strict, without rowid;

create index queue_leases_by_author on queue_leases (queue_id, author);

-- The judgement that stands of one person on one item; the ledger keeps those that were taken back or replaced too.
create table queue_judgements (
  queue_id integer not null,
  position integer not null,
  author text not null,
  review_id integer not null unique references reviews,
  -- 0: it came when the item had all judgements that it wants; it is in the ledger, and does not count here.
  is_counted integer not null,
  primary key (queue_id, position, author),
  foreign key (queue_id, position) references queue_items
) strict, without rowid;

create index queue_judgements_by_author on queue_judgements (queue_id, author);

-- However a verdict is taken back, in focus mode or on the sample's own page, it no longer counts in its queue.
create trigger reviews_undone_in_queues after insert on reviews when new.undoes is not null begin
  update queue_items set judged = judged - 1
    where (queue_id, position) in (select queue_id, position from queue_judgements where review_id = new.undoes and is_counted = 1);
  delete from queue_judgements where review_id = new.undoes;
end;

create table queue_skips (
  -- Made by the client, so that a resent skip is stored once.
  client_key text primary key,
  queue_id integer not null,
  position integer not null,
  author text not null,
  skipped_at text not null,
  taken_back_at text,
  foreign key (queue_id, position) references queue_items
) strict, without rowid;

create index queue_skips_by_author on queue_skips (queue_id, author, position);

create table reviewer_keys (
  reviewer text primary key,
  -- JSON: act to key.
  keys text not null,
  changed_at text not null
) strict, without rowid;
