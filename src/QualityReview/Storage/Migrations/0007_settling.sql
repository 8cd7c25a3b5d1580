-- 1 where a lead gave the verdict to settle a disagreement that was on the screen: it counts, but says nothing of agreement.
alter table reviews add column settles integer not null default 0 check (settles between 0 and 1);

-- A dataset's ledger is read in its order.
create index reviews_by_dataset on reviews (dataset_id, review_id);
