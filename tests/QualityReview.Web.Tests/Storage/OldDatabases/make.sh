#!/usr/bin/env bash
# Makes a database as an earlier version wrote it: make.sh PROGRAM NAME, where PROGRAM is quality-review.dll built from that version's
# commit and NAME the file to make (without .db.gz). Samples and scores are the old program's own work; verdicts, which that version took
# from its pages alone, and a filter are written into its ledger by its own schema.
set -euo pipefail
program=$(realpath "$1") name=$2 here=$(cd "$(dirname "$0")" && pwd) data=$(mktemp -d)
run() { QualityReview__LoadSampleDataset=false dotnet "$program" "$@" --data "$data"; }
run import old "$here/samples.jsonl"
run score old --scorer perplexity --scorer density
for verb in cluster duplicates; do
  if run --help | grep -q "^  $verb "; then run "$verb" old; fi
done
if run --help | grep -q '^  users '; then run users add Ana --role lead >/dev/null; fi
python3 - "$data/quality-review.db" <<'PY'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
add = "insert into reviews (dataset_id, ordinal, author, verdict, undoes, reasons, note, seconds, filter_said, filter_rule, client_key, created_at) values (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
for row in [
    (0, "Ana", 1, None, "", "well told", 4.5, 1, "length > 3", "first-verdict", "2026-11-20T10:00:00.000Z"),
    (4, "Ana", 2, None, "spam", "", 1.25, 1, "length > 3", "second-verdict", "2026-11-20T10:00:09.000Z"),
    (4, "Bo", 3, None, "", "=1+1 <i>not sure</i>", None, 0, None, "third-verdict", "2026-11-20T10:01:00.000Z"),
    (7, "Bo", 2, None, "", "", 2, 0, None, "fourth-verdict", "2026-11-20T10:02:00.000Z"),
    (7, "Bo", 0, 4, "", "", None, 0, None, "taken-back", "2026-11-20T10:02:03.000Z"),
]:
    db.execute(add, row)
db.execute("insert into filters values (1, 'good', 1, 'length > 3', 'Ana', '2026-11-20T09:00:00.000Z')")
if db.execute("select count(*) from sqlite_master where name = 'queues'").fetchone()[0]:
    db.execute("""insert into queues (queue_id, dataset_id, name, kind, rule, sort, scorers, filter, size, seed, offered, overlap_share, overlap_people, gold_share, gold_author, is_blind, state, author, created_at)
        values (1, 1, 'first', 'random', 'all', 'dataset', '', '', 3, 7, 8, 0, 1, 0, '', 1, 'open', 'Ana', '2026-11-20T09:30:00.000Z')""")
    for position, ordinal in enumerate((0, 4, 6)):
        db.execute("insert into queue_items (queue_id, position, ordinal, wanted, inclusion_probability) values (1, ?, ?, 1, 0.375)", (position, ordinal))
db.commit()
PY
run backup "$data/copy.db"
gzip -9n < "$data/copy.db" > "$here/$name.db.gz"
rm -r "$data"
ls -l "$here/$name.db.gz"
