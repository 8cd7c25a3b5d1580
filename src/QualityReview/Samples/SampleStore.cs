using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using QualityReview.Storage;

namespace QualityReview.Samples;

/// <summary>The samples of all datasets. Reading only; <see cref="SampleWriter"/> adds to it.</summary>
public sealed class SampleStore(ReviewDatabase database)
{
    /// <summary>Characters that a list shows of each sample, at most.</summary>
    public const int ExcerptLength = 480;

    /// <summary>Characters of a text in which a list looks for what was searched for, at most.</summary>
    private const int SearchedCharacters = 500_000;

    /// <summary>Finds samples by their words.</summary>
    public TextSearch Words { get; } = new(database);

    /// <summary>The sample at an ordinal with its whole text, or null.</summary>
    public Sample? Find(long datasetId, int ordinal) => Read(datasetId, [ordinal], int.MaxValue) is [var sample] ? sample : null;

    /// <summary>Ordinal of the sample with that id, or null.</summary>
    public int? OrdinalOf(long datasetId, string id)
    {
        using var connection = database.Open();
        var number = connection.QuerySingleOrDefault<long?>(
            "select sample_no from samples where (sample_no >> 40) = @datasetId and sample_id = @id", new { datasetId, id });
        return number is { } found ? SampleNumber.OrdinalOf(found) : null;
    }

    /// <summary>The beginnings of samples, in the order of <paramref name="ordinals"/>.</summary>
    /// <param name="characters">Of each text, at most.</param>
    public IReadOnlyList<Sample> Excerpts(long datasetId, IReadOnlyList<int> ordinals, int characters = ExcerptLength) => Read(datasetId, ordinals, characters);

    /// <summary>Whole samples, in the order of <paramref name="ordinals"/>.</summary>
    public IReadOnlyList<Sample> Read(long datasetId, IReadOnlyList<int> ordinals) => Read(datasetId, ordinals, int.MaxValue);

    /// <summary>The texts of a range of ordinals: what a scorer's chunk needs.</summary>
    public IReadOnlyList<string> Texts(long datasetId, int firstOrdinal, int count)
    {
        using var connection = database.Open();
        return [.. connection.Query<string>(
            "select text from texts where sample_no >= @first and sample_no < @end order by sample_no",
            new { first = SampleNumber.Of(datasetId, firstOrdinal), end = SampleNumber.Of(datasetId, firstOrdinal) + count })];
    }

    /// <summary>The same texts in slices, each read when it is asked for.</summary>
    /// <param name="mostCharacters">In a slice, but for a single text that is longer.</param>
    public IEnumerable<IReadOnlyList<string>> TextSlices(long datasetId, int firstOrdinal, int count, int mostCharacters)
    {
        var start = firstOrdinal;
        foreach (var length in SliceLengths(Lengths(datasetId, firstOrdinal, count), mostCharacters))
        {
            yield return Texts(datasetId, start, length);
            start += length;
        }
    }

    /// <summary>Whole texts, in the order of <paramref name="ordinals"/>, all of which must exist.</summary>
    public IReadOnlyList<string> Texts(long datasetId, IReadOnlyList<int> ordinals)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select text from texts where sample_no = @number";
        var number = command.Parameters.Add("@number", SqliteType.Integer);
        var texts = new string[ordinals.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            number.Value = SampleNumber.Of(datasetId, ordinals[i]);
            texts[i] = (string)command.ExecuteScalar()!;
        }

        return texts;
    }

    /// <summary>Length of all texts of a dataset together, in Unicode code points.</summary>
    public long Characters(long datasetId)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long>(
            "select coalesce(sum(characters), 0) from samples where sample_no >= @first and sample_no < @end",
            new { first = SampleNumber.Of(datasetId, 0), end = SampleNumber.Of(datasetId + 1, 0) });
    }

    /// <summary>Calls <paramref name="visit"/> with ordinal, source, language and length of every sample, in order.</summary>
    public void VisitColumns(long datasetId, Action<int, string, string, int> visit)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select sample_no, source, language, characters from samples where sample_no >= @first and sample_no < @end order by sample_no";
        command.Parameters.AddWithValue("@first", SampleNumber.Of(datasetId, 0));
        command.Parameters.AddWithValue("@end", SampleNumber.Of(datasetId + 1, 0));
        using var reader = command.ExecuteReader();
        // Few distinct sources and languages among many samples: one string each, not one a sample.
        var interned = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            visit(SampleNumber.OrdinalOf(reader.GetInt64(0)), Intern(reader.GetString(1)), Intern(reader.GetString(2)), reader.GetInt32(3));
        }

        string Intern(string value) => interned.TryGetValue(value, out var known) ? known : interned[value] = value;
    }

    /// <summary>Calls <paramref name="visit"/> with ordinal and id of the first <paramref name="count"/> samples, in order.</summary>
    public void VisitIds(long datasetId, int count, Action<int, string> visit, CancellationToken cancellation = default)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select sample_no, sample_id from samples where sample_no >= @first and sample_no < @end order by sample_no";
        command.Parameters.AddWithValue("@first", SampleNumber.Of(datasetId, 0));
        command.Parameters.AddWithValue("@end", SampleNumber.Of(datasetId, count));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            visit(SampleNumber.OrdinalOf(reader.GetInt64(0)), reader.GetString(1));
        }
    }

    /// <summary>The first <paramref name="count"/> samples in their order, whole, in memory that does not grow with the dataset.</summary>
    /// <param name="wantsText">By ordinal; the texts of the others are left out.</param>
    public IEnumerable<StoredSample> Stream(long datasetId, int count, Func<int, bool> wantsText, CancellationToken cancellation = default) =>
        new SampleStream(database.Open, datasetId, count, wantsText).Read(cancellation);

    /// <summary>Ids of samples, in the order of <paramref name="ordinals"/>.</summary>
    public IReadOnlyList<string> Ids(long datasetId, IReadOnlyList<int> ordinals)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select sample_id from samples where sample_no = @number";
        var number = command.Parameters.Add("@number", SqliteType.Integer);
        return [.. ordinals.Select(ordinal =>
        {
            number.Value = SampleNumber.Of(datasetId, ordinal);
            return (string)(command.ExecuteScalar() ?? throw new QualityReviewException($"The dataset has no sample at {ordinal}."));
        })];
    }

    /// <summary>What stands around words in each sample, by ordinal. A sample whose text does not hold them as they were typed is left
    /// out.</summary>
    /// <param name="words">See <see cref="TextSearch.Find"/>.</param>
    public IReadOnlyDictionary<int, string> Surroundings(long datasetId, IReadOnlyList<int> ordinals, string words) =>
        // One text at a time, and not all of one that is megabytes.
        ordinals.Select(ordinal => (ordinal, Around: TextSurroundings.Of(Read(datasetId, [ordinal], SearchedCharacters)[0].Text, words)))
            .Where(found => found.Around is not null).ToDictionary(found => found.ordinal, found => found.Around!);

    /// <summary>Ordinals of the samples whose metadata has <paramref name="value"/> in the field at a dotted path.</summary>
    public IReadOnlyList<int> WithMeta(long datasetId, string path, string value)
    {
        using var connection = database.Open();
        return [.. connection.Query<long>(
            "select sample_no from samples where sample_no >= @first and sample_no < @end and meta is not null and cast(json_extract(meta, @path) as text) = @value order by sample_no",
            new { first = SampleNumber.Of(datasetId, 0), end = SampleNumber.Of(datasetId + 1, 0), path = JsonPath(path), value }).Select(SampleNumber.OrdinalOf)];
    }

    /// <summary>Ordinals of the samples whose metadata has a number that is wanted in the field at a dotted path; a text that is
    /// wholly a number counts as one, for tables of texts have no others.</summary>
    public IReadOnlyList<int> WithMetaNumber(long datasetId, string path, Func<double, bool> wanted, CancellationToken cancellation = default)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            select sample_no, json_extract(meta, @path) from samples
            where sample_no >= @first and sample_no < @end and meta is not null and json_type(meta, @path) in ('integer', 'real', 'text')
            order by sample_no
            """;
        command.Parameters.AddWithValue("@first", SampleNumber.Of(datasetId, 0));
        command.Parameters.AddWithValue("@end", SampleNumber.Of(datasetId + 1, 0));
        command.Parameters.AddWithValue("@path", JsonPath(path));
        using var reader = command.ExecuteReader();
        List<int> found = [];
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var number = reader.GetFieldType(1) != typeof(string) ? reader.GetDouble(1)
                : double.TryParse(reader.GetString(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var written) ? written
                : double.NaN;
            if (double.IsFinite(number) && wanted(number))
            {
                found.Add(SampleNumber.OrdinalOf(reader.GetInt64(0)));
            }
        }

        return found;
    }

    /// <summary>Ordinals of the samples whose metadata has the field at a dotted path, and it is not null.</summary>
    public IReadOnlyList<int> WithMetaField(long datasetId, string path)
    {
        using var connection = database.Open();
        return [.. connection.Query<long>(
            "select sample_no from samples where sample_no >= @first and sample_no < @end and meta is not null and json_type(meta, @path) <> 'null' order by sample_no",
            new { first = SampleNumber.Of(datasetId, 0), end = SampleNumber.Of(datasetId + 1, 0), path = JsonPath(path) }).Select(SampleNumber.OrdinalOf)];
    }

    /// <summary>SHA-256 over the ids and content hashes of all samples in order, lower-case hexadecimal: two datasets with the same
    /// hash hold the same texts under the same ids.</summary>
    public string Hash(long datasetId, int sampleCount)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select sample_id, content_hash from samples where sample_no >= @first and sample_no < @end order by sample_no";
        command.Parameters.AddWithValue("@first", SampleNumber.Of(datasetId, 0));
        command.Parameters.AddWithValue("@end", SampleNumber.Of(datasetId, 0) + sampleCount);
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (reader.Read())
        {
            hash.AppendData(Encoding.UTF8.GetBytes(reader.GetString(0)));
            // No id holds a NUL, so it ends the id without doubt.
            hash.AppendData([0]);
            hash.AppendData((byte[])reader.GetValue(1));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string JsonPath(string path) => "$" + string.Concat(path.Split('.').Select(part => $".\"{part.Replace("\"", "", StringComparison.Ordinal)}\""));

    private List<int> Lengths(long datasetId, int firstOrdinal, int count)
    {
        using var connection = database.Open();
        return [.. connection.Query<int>(
            "select characters from samples where sample_no >= @first and sample_no < @end order by sample_no",
            new { first = SampleNumber.Of(datasetId, firstOrdinal), end = SampleNumber.Of(datasetId, firstOrdinal) + count })];
    }

    private static IEnumerable<int> SliceLengths(IReadOnlyList<int> lengths, int mostCharacters)
    {
        var count = 0;
        var characters = 0L;
        foreach (var length in lengths)
        {
            if (count > 0 && characters + length > mostCharacters)
            {
                yield return count;
                (count, characters) = (0, 0);
            }

            count++;
            characters += length;
        }

        if (count > 0)
        {
            yield return count;
        }
    }

    private List<Sample> Read(long datasetId, IReadOnlyList<int> ordinals, int characters)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            select s.sample_id, s.source, s.language, s.characters, s.content_hash, s.meta, substr(t.text, 1, @characters)
            from samples s join texts t on t.sample_no = s.sample_no
            where s.sample_no = @number
            """;
        command.Parameters.AddWithValue("@characters", characters);
        var number = command.Parameters.Add("@number", SqliteType.Integer);
        var samples = new List<Sample>(ordinals.Count);
        foreach (var ordinal in ordinals)
        {
            number.Value = SampleNumber.Of(datasetId, ordinal);
            using var reader = command.ExecuteReader();
            if (reader.Read())
            {
                samples.Add(new Sample
                {
                    Ordinal = ordinal,
                    Id = reader.GetString(0),
                    Source = reader.GetString(1),
                    Language = reader.GetString(2),
                    Characters = reader.GetInt32(3),
                    ContentHash = Convert.ToHexStringLower((byte[])reader.GetValue(4)),
                    Meta = reader.IsDBNull(5) ? null : reader.GetString(5),
                    Text = reader.GetString(6),
                });
            }
        }

        return samples;
    }
}
