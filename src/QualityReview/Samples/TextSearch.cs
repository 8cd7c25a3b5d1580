using System.Diagnostics;
using System.Numerics;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>Finds words in the texts of a dataset, in as much time as it is given. Safe for many callers.</summary>
public sealed class TextSearch(ReviewDatabase database)
{
    /// <summary>Samples that one query looks through where it may walk far without a hit: FTS5 cannot be stopped on the way. Not fewer,
    /// as each query walks to its first sample again.</summary>
    private const int SamplesAtOnce = 1 << 19;

    /// <summary>Of so few samples that hold the whole words, each word that begins with the typed one is sought among them alone.</summary>
    private const int Few = 5000;

    /// <summary>Words that begin with the typed one, at most, where single samples are asked.</summary>
    private const int MostBeginnings = 50;

    /// <summary>Marks the samples that hold all words; a quoted part must stand as it is, and the last word may be the beginning of one.</summary>
    /// <param name="samples">Those with the ordinals 0 to this number less one are looked through.</param>
    /// <param name="into">One bit an ordinal, all 0.</param>
    /// <param name="limit">Time after which what was found so far has to do; null: all are found.</param>
    /// <returns>Whether all were found.</returns>
    public bool Find(long datasetId, int samples, string words, ulong[] into, TimeSpan? limit = null, CancellationToken cancellation = default)
    {
        if (SearchWords.Of(words) is not { } search)
        {
            return true;
        }

        using var connection = database.Open();
        var walk = new IndexWalk(connection, datasetId, samples, limit, cancellation);
        if (search.Beginning is not { } beginning)
        {
            // Words that begin so are merged anew for each query: there is one.
            return search.Typed is null ? Slices(walk, search.Query, into, 1) : walk.Mark(search.Query, 0, samples, into, 1);
        }

        var held = new ulong[search.Whole.Length == 0 ? 0 : into.Length];
        // Half the time for each: what begins with the typed word must not go empty where the others are many.
        var all = held.Length == 0 || Slices(walk, search.Whole, held, .5);
        var count = held.Sum(word => (long)BitOperations.PopCount(word));
        if (held.Length > 0 && count == 0)
        {
            return all;
        }

        var few = held.Length > 0 && all && count <= Few;
        foreach (var word in Beginnings(connection, beginning))
        {
            if (!walk.Mark(few ? $"{search.Whole} {word}" : word, 0, walk.Samples, into, 1))
            {
                all = false;
                break;
            }
        }

        for (var i = 0; i < held.Length && !few; i++)
        {
            into[i] &= held[i];
        }

        return all;
    }

    /// <summary>Marks those of some samples that hold all words, each asked by itself: for few samples and words that many hold.</summary>
    /// <param name="among">One bit an ordinal.</param>
    /// <param name="into">As long, all 0.</param>
    /// <returns>False where they cannot be asked so: too many words begin with the typed one. Nothing is marked then.</returns>
    public bool FindAmong(long datasetId, string words, ReadOnlySpan<ulong> among, ulong[] into, CancellationToken cancellation = default)
    {
        if (SearchWords.Of(words) is not { } search)
        {
            return true;
        }

        using var connection = database.Open();
        var query = search.Query;
        if (search.Typed is not null)
        {
            var beginnings = search.Beginning is null ? [] : Beginnings(connection, search.Beginning).Take(MostBeginnings + 1).ToList();
            if (beginnings.Count is 0 or > MostBeginnings)
            {
                return false;
            }

            var any = $"({string.Join(" OR ", beginnings)})";
            query = search.Whole.Length == 0 ? any : $"({search.Whole}) AND {any}";
        }

        var walk = new IndexWalk(connection, datasetId, 0, null, cancellation);
        for (var i = 0; i < among.Length; i++)
        {
            for (var rest = among[i]; rest != 0; rest &= rest - 1)
            {
                var ordinal = (i << 6) + BitOperations.TrailingZeroCount(rest);
                walk.Mark(query, ordinal, ordinal + 1, into, 1);
            }
        }

        return true;
    }

    /// <summary>Ordinals of all samples that hold the words, ascending.</summary>
    public IReadOnlyList<int> All(Dataset dataset, string words, CancellationToken cancellation = default)
    {
        var bits = new ulong[(dataset.SampleCount + 63) >> 6];
        Find(dataset.DatasetId, dataset.SampleCount, words, bits, cancellation: cancellation);
        return [.. Enumerable.Range(0, dataset.SampleCount).Where(ordinal => (bits[ordinal >> 6] >> (ordinal & 63) & 1) != 0)];
    }

    /// <summary>Samples of a dataset in which words can be found as they were typed: the others are indexed soon, or were indexed before
    /// scripts without spaces were cut into their letters and wait to be indexed anew.</summary>
    public int Indexed(Dataset dataset, string words)
    {
        if (!CutText.Has(words))
        {
            return dataset.IndexedCount;
        }

        using var connection = database.Open();
        return dataset.IndexedCount - connection.ExecuteScalar<int>("select uncut_count from datasets where dataset_id = @DatasetId", dataset);
    }

    private static bool Slices(IndexWalk walk, string query, ulong[] into, double share)
    {
        for (var first = 0; first < walk.Samples; first += SamplesAtOnce)
        {
            if (!walk.Mark(query, first, (int)Math.Min((long)first + SamplesAtOnce, walk.Samples), into, share))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The words of the index that begin so, as FTS5 strings, in their order: the word itself comes first.</summary>
    private static IEnumerable<string> Beginnings(SqliteConnection connection, string beginning)
    {
        using var command = connection.CreateCommand();
        // The first of the words from there on; asking for all at once would read every place of each.
        command.CommandText = "select term from text_terms where term >= @from limit 1";
        var from = command.Parameters.AddWithValue("@from", beginning);
        while (command.ExecuteScalar() is string term && term.StartsWith(beginning, StringComparison.Ordinal))
        {
            yield return $"\"{term}\"";
            from.Value = term + "\u0001";
        }
    }

    /// <summary>Asks the index of one dataset, and looks at the clock on the way.</summary>
    private sealed class IndexWalk(SqliteConnection connection, long datasetId, int samples, TimeSpan? limit, CancellationToken cancellation)
    {
        private const int HitsBetweenLooks = 1024;

        private readonly long _began = Stopwatch.GetTimestamp();
        private readonly SqliteCommand _command = Prepare(connection);

        public int Samples => samples;

        /// <param name="end">Samples from <paramref name="first"/> to before this one.</param>
        /// <param name="share">Of the time limit.</param>
        /// <returns>Whether all of them were looked through in time.</returns>
        public bool Mark(string query, int first, int end, ulong[] into, double share)
        {
            if (IsOver(share))
            {
                return false;
            }

            _command.Parameters[0].Value = query;
            _command.Parameters[1].Value = SampleNumber.Of(datasetId, first);
            _command.Parameters[2].Value = SampleNumber.Of(datasetId, 0) + end;
            using var reader = _command.ExecuteReader();
            // A million hits: the reader's own checks would take as long as the search does.
            var statement = reader.Handle;
            var hits = 0;
            for (var more = reader.Read(); more; more = Step(statement))
            {
                var ordinal = SampleNumber.OrdinalOf(SQLitePCL.raw.sqlite3_column_int64(statement, 0));
                into[ordinal >> 6] |= 1UL << (ordinal & 63);
                if (++hits % HitsBetweenLooks == 0 && IsOver(share))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool Step(SQLitePCL.sqlite3_stmt? statement) => SQLitePCL.raw.sqlite3_step(statement) switch
        {
            SQLitePCL.raw.SQLITE_ROW => true,
            SQLitePCL.raw.SQLITE_DONE => false,
            var code => throw new SqliteException($"The word index could not be read: SQLite says {SQLitePCL.raw.sqlite3_errstr(code).utf8_to_string()}.", code),
        };

        private static SqliteCommand Prepare(SqliteConnection connection)
        {
            var command = connection.CreateCommand();
            command.CommandText = "select rowid from text_index where text_index match @query and rowid >= @first and rowid < @end";
            command.Parameters.Add("@query", SqliteType.Text);
            command.Parameters.Add("@first", SqliteType.Integer);
            command.Parameters.Add("@end", SqliteType.Integer);
            return command;
        }

        private bool IsOver(double share)
        {
            cancellation.ThrowIfCancellationRequested();
            return limit is { } most && Stopwatch.GetElapsedTime(_began) > most * share;
        }
    }
}
