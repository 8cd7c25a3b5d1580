-- Samples whose words can be searched: those with the ordinals 0 to this number less one. An import stores samples first and
-- indexes their words afterwards.
alter table datasets add column indexed_count integer not null default 0;

update datasets set indexed_count = sample_count;
