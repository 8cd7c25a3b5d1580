-- Samples whose words can be searched: those with the ordinals 0 to this number less one. An import stores samples first and
-- indexes their words afterwards.
alter table datasets add column indexed_count integer not null default 0;

update datasets set indexed_count = sample_count;

-- Words are added in parts of a megabyte or so: fewer, larger parts of the index are merged less often.
insert into text_index (text_index, rank) values ('hashsize', 8388608);
insert into text_index (text_index, rank) values ('automerge', 8);
