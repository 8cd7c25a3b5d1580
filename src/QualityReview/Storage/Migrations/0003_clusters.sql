-- The clusters of a dataset: one set a dataset, replaced as a whole when they are made anew.
create table clusterings (
  clustering_id integer primary key autoincrement,
  dataset_id integer not null unique references datasets,
  embedder_key text not null,
  -- Everything that made it, as a JSON object of texts, and the SHA-256 of that.
  settings text not null,
  settings_hash text not null,
  clusters integer not null,
  sample_count integer not null,
  mean_cosine real not null,
  -- uint16, little-endian: one 0-based cluster a sample; 65535 where it has none.
  assignments blob not null,
  -- float32, little-endian: each sample's cosine to its centroid; NaN where it has no cluster.
  cosines blob not null,
  -- float32, little-endian, row-major, one unit vector a cluster.
  centroids blob not null,
  -- uint16, little-endian: across and up of each sample; null while the map is not drawn.
  map blob,
  created_at text not null
) strict;

create table clusters (
  clustering_id integer not null references clusterings on delete cascade,
  -- 1-based, 1 the largest.
  cluster_no integer not null,
  sample_count integer not null,
  -- Characteristic words, best first, a space between; empty until they are found.
  words text not null default '',
  primary key (clustering_id, cluster_no)
) strict, without rowid;
