-- How much of a dataset a run has scored is asked by many pages: counted from this, not from rows full of scores.
create index score_chunks_counts on score_chunks (run_id, chunk_no, sample_count);
