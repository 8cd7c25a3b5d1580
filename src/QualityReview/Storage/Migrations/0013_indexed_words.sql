-- Samples whose words can be searched: those with the ordinals 0 to this number less one. An import stores samples first and
-- indexes their words afterwards.
alter table datasets add column indexed_count integer not null default 0;

update datasets set indexed_count = sample_count;

-- Words are added in parts of a megabyte or so: fewer, larger parts of the index are merged less often.
insert into text_index (text_index, rank) values ('hashsize', 8388608);
insert into text_index (text_index, rank) values ('automerge', 8);

-- Which chunks a run has is asked at the beginning of every import: without their scores, a million samples' chunks are a few pages.
create index score_chunks_counts on score_chunks (run_id, chunk_no, sample_count);
