-- Scripts that write no spaces are cut into their letters before they are indexed. Samples that were indexed before that was done:
-- those with the ordinals 0 to this number less one; it falls to 0 as they are indexed anew.
alter table datasets add column uncut_count integer not null default 0;

update datasets set uncut_count = sample_count;

-- The words of the index in their order, for those that begin with what is being typed.
create virtual table text_terms using fts5vocab('text_index', 'instance');

-- An archived dataset is kept whole, out of the lists and out of memory.
alter table datasets add column archived_at text;

-- Whatever forgets to ask is refused here: nothing is written to an archived dataset.
create trigger reviews_of_archived before insert on reviews when (select archived_at from datasets where dataset_id = new.dataset_id) is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
create trigger jobs_of_archived before insert on jobs when new.kind <> 'remove' and (select archived_at from datasets where dataset_id = new.dataset_id) is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
create trigger runs_of_archived before insert on scoring_runs when (select archived_at from datasets where dataset_id = new.dataset_id) is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
create trigger filters_of_archived before insert on filters when (select archived_at from datasets where dataset_id = new.dataset_id) is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
create trigger queues_of_archived before insert on queues when (select archived_at from datasets where dataset_id = new.dataset_id) is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
create trigger open_queues_of_archived before update of state on queues when new.state = 'open' and (select archived_at from datasets where dataset_id = new.dataset_id) is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
create trigger samples_of_archived before update of sample_count on datasets when new.sample_count > old.sample_count and old.archived_at is not null begin
  select raise(abort, 'The dataset is archived: an admin can take it out of the archive on the page Database.');
end;
