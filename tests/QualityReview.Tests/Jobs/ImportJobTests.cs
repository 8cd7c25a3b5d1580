using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using QualityReview.Hashing;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Samples.Files;
using QualityReview.Scorers.Heuristics;
using QualityReview.TestKit;

namespace QualityReview.Tests.Jobs;

public sealed class ImportJobTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Texts that stores and encoders stumble over, as they stand in JSON.
    private static readonly string[] _pieces =
        ["word ", "Grüße ", "\\u0000", "\\ud800", "\\ud83c\\udf89", "🎉", "東京", "\\n", "\\\"", "ﷺ", "e\u0301", " ", "the and of ", "der die und ", "\u2028", "x"];

    private static readonly string[] _words = ["word", "grusse", "東京", "the and", "die x", "common text", "nowhere"];

    /// <summary>What the database holds after imports of files that repeat ids and texts is what looking at one line after the other,
    /// with nothing but lists in memory, says that it should hold; and so it is where the import was stopped and begun again.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task RunAsync_HostileFiles_StoresWhatReadingLineByLineSays(int seed)
    {
        await using var test = new TestDatabase();
        await using var stopped = new TestDatabase();
        var random = new SeededRandom((ulong)seed);
        var expected = new List<Row>();
        foreach (var name in (string[])["a.jsonl", "b.jsonl"])
        {
            var file = test.Folder.File(name);
            await File.WriteAllTextAsync(file, HostileFile(random), Cancel);
            var (already, equal, aside, repaired) = Read(file, expected);

            var job = await ImportAsync(test, file);

            Assert.True(job.State == JobState.Done, job.Message);
            var import = test.Imports.List(test.Datasets.Get("d").DatasetId)[0];
            Assert.Equal((already, equal, aside, repaired), (import.AlreadyThere, import.EqualTexts, import.SetAside, import.Repaired));
            Assert.Equal(expected, Rows(test));

            await ImportAsync(stopped, file, stops: true);
            await ImportAsync(stopped, file);
            Assert.Equal(expected, Rows(stopped));
        }

        await using var atOnce = new TestDatabase();
        var indexed = await atOnce.DatasetOfAsync([.. expected.Select(row => new FoundSample(1, row.Id, row.Text, row.Source, row.Language, row.Meta))]);
        foreach (var store in (TestDatabase[])[test, stopped])
        {
            var dataset = store.Datasets.Get("d");
            Assert.Equal((expected.Count, expected.Count), (dataset.SampleCount, dataset.IndexedCount));
            Assert.All(_words, word => Assert.Equal(atOnce.Samples.Words.All(atOnce.Datasets.Find(indexed.DatasetId)!, word, Cancel), store.Samples.Words.All(store.Datasets.Find(dataset.DatasetId)!, word, Cancel)));
            await store.Database.WriteAsync(write => write.Execute("insert into text_index (text_index, rank) values ('integrity-check', 0)"), Cancel);
            Assert.Equal(await OneByOneAsync(store, dataset), Chunks(store, dataset));
        }
    }

    [Fact]
    public async Task RunAsync_IndexOfAStoppedImport_IsCompletedByTheNext()
    {
        await using var test = new TestDatabase();
        var dataset = await test.Datasets.GetOrCreateAsync("d", cancellation: Cancel);
        await test.SampleWriter.AddAsync(dataset.DatasetId, [.. Some.Founds(9).Select(found => PreparedSample.From(found, "x", _ => "en"))], (_, _) => { }, Cancel, wordsLater: true);
        await File.WriteAllTextAsync(test.Folder.File("c.jsonl"), """{"text":"One more says something."}""" + "\n", Cancel);

        await ImportAsync(test, test.Folder.File("c.jsonl"));

        Assert.Equal(Enumerable.Range(0, 10), test.Samples.Words.All(test.Datasets.Find(dataset.DatasetId)!, "something", Cancel));
    }

    private static string HostileFile(SeededRandom random)
    {
        var file = new StringBuilder();
        for (var line = random.NextInt(300) + 400; line > 0; line--)
        {
            var text = string.Concat(Enumerable.Range(0, random.NextInt(12) + (random.NextInt(50) == 0 ? 3000 : 0)).Select(_ => _pieces[random.NextInt(_pieces.Length)]));
            file.Append(random.NextInt(12) switch
            {
                0 => "{broken",
                1 => "",
                2 => $$"""{"text":"{{text}}"}""",
                3 => $$"""{"id":{{random.NextInt(99)}},"text":"a common text","lang":"xx"}""",
                4 => $$$"""{"id":"","source":"","text":"{{{text}}}","meta":{"k":"{{{text}}}","n":NaN}}""",
                _ => $$"""{"id":"{{_pieces[random.NextInt(_pieces.Length)]}}{{random.NextInt(400)}}","text":"{{text}}","source":"s{{random.NextInt(3)}}","stars":{{random.NextInt(5)}}}""",
            }).Append(random.NextInt(2) == 0 ? "\r\n" : "\n");
        }

        return file.ToString();
    }

    private static (int Already, int Equal, int Aside, int Repaired) Read(string file, List<Row> rows)
    {
        using var reader = SampleFileReader.Open(file);
        int already = 0, equal = 0, aside = 0;
        foreach (var line in reader.Read())
        {
            if (line.Sample is not { } found)
            {
                aside++;
                continue;
            }

            var utf8 = Encoding.UTF8.GetBytes(found.Text);
            var hash = SHA256.HashData(utf8);
            var id = found.Id ?? "t-" + Convert.ToHexStringLower(hash)[..20];
            if (rows.Find(row => row.Id == id) is { } known)
            {
                already += known.Text == found.Text ? 1 : 0;
                aside += known.Text == found.Text ? 0 : 1;
                continue;
            }

            equal += rows.Exists(row => row.Text == found.Text) ? 1 : 0;
            rows.Add(new Row(
                rows.Count, id, found.Source ?? Path.GetFileName(file), found.Language ?? LanguageGuess.Of(found.Text), found.Text.EnumerateRunes().Count(),
                Convert.ToHexString(hash), BinaryPrimitives.ReadInt64BigEndian(hash), found.Meta, found.Text, utf8.Length));
        }

        return (already, equal, aside, (int)(reader.Repairs.NulCharacters + reader.Repairs.LoneSurrogates));
    }

    private static List<Row> Rows(TestDatabase test)
    {
        using var connection = test.Database.Open();
        return [.. connection.Query<(long No, string Id, string Source, string Language, int Characters, string Hash, long Key)>(
                "select sample_no, sample_id, source, language, characters, hex(content_hash), text_key from samples order by sample_no")
            .Zip(
                connection.Query<(string? Meta, string Text, int Bytes)>("select meta, text, length(cast(text as blob)) from samples join texts using (sample_no) order by sample_no"),
                (s, t) => new Row((int)(s.No & 0xFFFFFFFF), s.Id, s.Source, s.Language, s.Characters, s.Hash, s.Key, t.Meta, t.Text, t.Bytes))];
    }

    /// <summary>The chunks that the cheap scorers give when they run one after the other.</summary>
    private static async Task<List<string>> OneByOneAsync(TestDatabase test, Dataset dataset)
    {
        var chunks = new List<string>();
        foreach (var scorer in HeuristicScorers.All)
        {
            for (var first = 0; first < dataset.SampleCount; first += ScoringRunner.ChunkSize)
            {
                var chunk = await scorer.ScoreAsync(test.Samples.Texts(dataset.DatasetId, first, ScoringRunner.ChunkSize), null, Cancel);
                var values = System.Runtime.InteropServices.MemoryMarshal.AsBytes(chunk.Values.AsSpan());
                chunks.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scorer.Card.Key} {first / ScoringRunner.ChunkSize} {chunk.Count} {Convert.ToHexString(values)} {Convert.ToHexString([.. chunk.Flags.Select(flags => (byte)flags)])}"));
            }
        }

        return [.. chunks.Order(StringComparer.Ordinal)];
    }

    private static List<string> Chunks(TestDatabase test, Dataset dataset)
    {
        using var connection = test.Database.Open();
        Assert.All(test.Scores.Runs(dataset.DatasetId), run => Assert.Equal(dataset.SampleCount, run.Scored));
        return [.. connection.Query<string>(
            "select scorer_key || ' ' || chunk_no || ' ' || sample_count || ' ' || hex(score_values) || ' ' || hex(flags) from score_chunks join scoring_runs using (run_id)").Order(StringComparer.Ordinal)];
    }

    private static async Task<Job> ImportAsync(TestDatabase test, string file, bool stops = false)
    {
        var dataset = await test.Datasets.GetOrCreateAsync("d", cancellation: Cancel);
        var queued = await test.Jobs.AddAsync(JobKind.Import, dataset.DatasetId, "Import", JobRequests.Write(new ImportRequest { File = file }), "", Cancel);
        var job = new ImportJob(test.Datasets, test.SampleWriter, new WordIndex(test.Database, TimeSpan.Zero), test.Imports, new CheapScoring(test.Samples, test.Scores));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Action<Job>? onReport = stops ? _ => stop.Cancel() : null;
        return (await new JobExecutor(test.Jobs, [job], TimeProvider.System, NullLogger<JobExecutor>.Instance)
            .RunAsync((await test.Jobs.TakeAsync(queued.JobId, Cancel))!, onReport, stop.Token)).Job;
    }

    private sealed record Row(int Ordinal, string Id, string Source, string Language, int Characters, string Hash, long Key, string? Meta, string Text, int Bytes);
}
