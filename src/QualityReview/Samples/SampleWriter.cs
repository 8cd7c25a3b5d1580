using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>What became of one batch of found samples.</summary>
/// <param name="Imported">New samples.</param>
/// <param name="AlreadyThere">Same id and same text as an earlier sample: nothing to do.</param>
/// <param name="EqualTexts">Imported, though another id has the same text.</param>
/// <param name="SetAside">Same id as an earlier sample but another text.</param>
public sealed record BatchOutcome(int Imported, int AlreadyThere, int EqualTexts, IReadOnlyList<SetAsideLine> SetAside);

/// <summary>Adds samples to a dataset, a batch a transaction.</summary>
public sealed class SampleWriter(ReviewDatabase database)
{
    /// <summary>Adds a batch and notes its progress in the same transaction, so that a killed import leaves no half batch.</summary>
    /// <param name="prepared">Samples in the file's order.</param>
    /// <param name="note">Called in the transaction with the outcome.</param>
    /// <param name="wordsLater">Leave it to <see cref="WordIndex"/> to make the words searchable, which takes longer than all the rest.</param>
    public async Task<BatchOutcome> AddAsync(
        long datasetId, IReadOnlyList<PreparedSample> prepared, Action<SqliteConnection, BatchOutcome> note, CancellationToken cancellation, bool wordsLater = false)
    {
        var stored = await database.WriteAsync(
            connection =>
            {
                var outcome = Add(connection, datasetId, prepared, wordsLater);
                note(connection, outcome);
                return outcome;
            },
            cancellation);
        database.Figures.Stored(prepared.Count);
        return stored;
    }

    private static BatchOutcome Add(SqliteConnection connection, long datasetId, IReadOnlyList<PreparedSample> prepared, bool wordsLater)
    {
        var next = connection.ExecuteScalar<int>("select sample_count from datasets where dataset_id = @datasetId", new { datasetId });
        var first = next;
        int alreadyThere = 0, equalTexts = 0;
        var setAside = new List<SetAsideLine>();
        using var insert = new SampleInsert(connection, datasetId);
        foreach (var sample in prepared)
        {
            // Asked before the sample itself has the text.
            var hasText = insert.HasText(sample.TextKey);
            switch (insert.Run(next, sample))
            {
                case null:
                    next++;
                    equalTexts += hasText ? 1 : 0;
                    break;
                case var known when known.AsSpan().SequenceEqual(sample.ContentHash):
                    alreadyThere++;
                    break;
                default:
                    setAside.Add(new SetAsideLine(sample.Line, $"The id \"{Clip(sample.Id)}\" names another text already; ids must be unique within a dataset.", Clip(sample.Text)));
                    break;
            }
        }

        if (next > first)
        {
            connection.Execute("update datasets set sample_count = @next, revision = revision + 1 where dataset_id = @datasetId", new { next, datasetId });
            if (!wordsLater)
            {
                WordIndex.Add(connection, datasetId, first, next);
            }
        }

        return new BatchOutcome(next - first, alreadyThere, equalTexts, setAside);
    }

    private static string Clip(string text) => text.Length <= 120 ? text : text[..120] + "…";
}

/// <summary>A found sample with all that can be computed before the writer's turn.</summary>
/// <param name="Utf8">The text as it is stored.</param>
public sealed record PreparedSample(long Line, string Id, string Text, byte[] Utf8, string Source, string Language, string? Meta, int Characters, byte[] ContentHash, long TextKey)
{
    /// <param name="found">Where it has no id, one is made from its content, so that importing it again finds it.</param>
    /// <param name="defaultSource">Its source where the file names none.</param>
    /// <param name="guessLanguage">Its language where the file names none.</param>
    public static PreparedSample From(FoundSample found, string defaultSource, Func<string, string> guessLanguage)
    {
        var utf8 = Encoding.UTF8.GetBytes(found.Text);
        var hash = SHA256.HashData(utf8);
        return new PreparedSample(
            found.Line,
            found.Id ?? "t-" + Convert.ToHexStringLower(hash.AsSpan(0, 10)),
            found.Text,
            utf8,
            string.IsNullOrWhiteSpace(found.Source) ? defaultSource : found.Source,
            string.IsNullOrWhiteSpace(found.Language) ? guessLanguage(found.Text) : found.Language,
            found.Meta,
            utf8.Length == found.Text.Length ? utf8.Length : CodePoints(found.Text),
            hash,
            BinaryPrimitives.ReadInt64BigEndian(hash));
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            count -= char.IsLowSurrogate(unit) ? 1 : 0;
        }

        return count;
    }
}
