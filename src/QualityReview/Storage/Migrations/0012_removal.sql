-- A removed dataset keeps its row, since the ledger and past exports name it; what it held goes in the background.
alter table datasets add column removed_at text;
