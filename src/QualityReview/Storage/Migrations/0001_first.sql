-- A sample's number is its dataset's id shifted left by 40 bits plus its 0-based ordinal: one key that clusters a dataset's
-- samples together, so that a range of ordinals is one range scan and a sample is one look-up, without a second index.

create table datasets (
  dataset_id integer primary key,
  name text not null unique,
  title text not null,
  created_at text not null,
  sample_count integer not null default 0,
  -- Sum of changes to samples and scores: the in-memory table is rebuilt when it differs.
  revision integer not null default 0
) strict;

create table samples (
  sample_no integer primary key,
  sample_id text not null,
  source text not null,
  language text not null,
  characters integer not null,
  -- SHA-256 of the text in UTF-8.
  content_hash blob not null,
  -- Its first eight bytes, to find equal texts.
  text_key integer not null,
  meta text
) strict;

create unique index samples_by_id on samples (sample_no >> 40, sample_id);
create index samples_by_text on samples (text_key);

-- Texts lie apart, so that reading the columns of a million samples does not read their texts.
create table texts (
  sample_no integer primary key,
  text text not null
) strict;

create virtual table text_index using fts5 (text, content = 'texts', content_rowid = 'sample_no', tokenize = 'unicode61 remove_diacritics 2');

create table imports (
  import_id integer primary key,
  dataset_id integer not null references datasets,
  file text not null,
  started_at text not null,
  finished_at text,
  lines integer not null default 0,
  imported integer not null default 0,
  already_there integer not null default 0,
  equal_texts integer not null default 0,
  repaired integer not null default 0,
  set_aside integer not null default 0
) strict;

create table set_aside (
  import_id integer not null references imports,
  line integer not null,
  reason text not null,
  excerpt text not null
) strict;

create index set_aside_by_import on set_aside (import_id, line);

create table scorers (
  scorer_key text primary key,
  card text not null,
  created_at text not null
) strict;

create table scoring_runs (
  run_id integer primary key,
  dataset_id integer not null references datasets,
  scorer_key text not null references scorers,
  state text not null,
  chunk_size integer not null,
  device text not null,
  -- What made these scores, as JSON: the card's receipt plus the run's own facts.
  receipt text not null,
  started_at text not null,
  finished_at text,
  -- Seconds of computing, over all resumptions.
  seconds real not null default 0,
  tokens integer not null default 0,
  unique (dataset_id, scorer_key)
) strict;

create table score_chunks (
  run_id integer not null references scoring_runs,
  chunk_no integer not null,
  sample_count integer not null,
  -- float32, little-endian: one a sample; NaN where there is no score.
  score_values blob not null,
  -- One byte a sample, see ScoreFlags.
  flags blob not null,
  -- float32, row-major, one row of the card's detail names a sample.
  details blob not null,
  primary key (run_id, chunk_no)
) strict;

create table score_failures (
  run_id integer not null references scoring_runs,
  ordinal integer not null,
  reason text not null,
  primary key (run_id, ordinal)
) strict, without rowid;

create table embedding_chunks (
  dataset_id integer not null references datasets,
  embedder_key text not null,
  chunk_no integer not null,
  sample_count integer not null,
  -- float16, little-endian, row-major, one vector a sample.
  vectors blob not null,
  primary key (dataset_id, embedder_key, chunk_no)
) strict;

-- The ledger: entries are added, never changed.
create table reviews (
  review_id integer primary key autoincrement,
  dataset_id integer not null references datasets,
  ordinal integer not null,
  author text not null,
  -- 0 for an undo, else 1 keep, 2 drop, 3 unsure.
  verdict integer not null check (verdict between 0 and 3),
  -- The entry that an undo takes back.
  undoes integer references reviews,
  reasons text not null,
  note text not null,
  seconds real,
  guideline_version integer not null default 0,
  -- What the filter said then: 1 keep, 2 drop, 0 no filter was shown.
  filter_said integer not null default 0,
  filter_rule text,
  -- Made by the client, so that a resent verdict is stored once.
  client_key text not null unique,
  created_at text not null
) strict;

create index reviews_by_sample on reviews (dataset_id, ordinal, review_id);
create index reviews_by_author on reviews (author, review_id);
create unique index reviews_undone_once on reviews (undoes) where undoes is not null;

create trigger reviews_never_change before update on reviews begin
  select raise(abort, 'the ledger is append-only');
end;
create trigger reviews_never_go before delete on reviews begin
  select raise(abort, 'the ledger is append-only');
end;

create table filters (
  dataset_id integer not null references datasets,
  name text not null,
  version integer not null,
  rule text not null,
  author text not null,
  created_at text not null,
  primary key (dataset_id, name, version)
) strict;

create table exports (
  export_id integer primary key,
  dataset_id integer not null references datasets,
  filter_name text not null,
  filter_version integer not null,
  rule text not null,
  format text not null,
  folder text not null,
  ledger_position integer not null,
  sample_count integer not null,
  manifest_hash text not null,
  author text not null,
  created_at text not null
) strict;

create table jobs (
  job_id integer primary key,
  kind text not null,
  state text not null,
  dataset_id integer,
  title text not null,
  request text not null,
  author text not null,
  done integer not null default 0,
  total integer not null default 0,
  samples_per_second real not null default 0,
  tokens_per_second real not null default 0,
  device text not null default '',
  -- The result in a sentence, or the failure.
  message text not null default '',
  -- Process that runs it: "pid:start", so that a job of a dead process is seen as interrupted.
  owner text not null default '',
  cancel_requested integer not null default 0,
  created_at text not null,
  started_at text,
  finished_at text
) strict;

create index jobs_by_state on jobs (state);
