using System.Globalization;
using System.Text.Json;
using QualityReview.Hashing;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Storage;

namespace QualityReview.Faults;

/// <summary>How far a data folder is that a run begins with.</summary>
internal enum Template
{
    /// <summary>Two datasets with a queue, not scored by a model.</summary>
    Raw,

    /// <summary>The same, with one of them scored by all shipped models.</summary>
    Scored,
}

/// <summary>Data folders that the real program made undisturbed: those that runs begin with, and one with everything that a run may come to.</summary>
internal sealed class Templates(string program, string folder)
{
    /// <summary>The dataset that is worked on, one that stays as it is, and one that is imported.</summary>
    public const string Worked = "d", Kept = "k", Imported = "new";

    /// <summary>The queue of the worked dataset.</summary>
    public const string Queue = "q";

    public const int Samples = 220, KeptSamples = 60, ImportedSamples = 4000;

    /// <summary>Name of the side-car file's scorer.</summary>
    public const string SideCarKey = "elsewhere_1";

    private const int Characters = 140;

    public string Reference => Path.Combine(folder, "reference");

    /// <summary>The lines of the worked dataset.</summary>
    public string WorkedFile => Path.Combine(folder, "d.jsonl");

    /// <summary>The lines that the import scenarios import.</summary>
    public string ImportFile => Path.Combine(folder, "new.jsonl");

    /// <summary>Scores for the worked dataset.</summary>
    public string SideCarFile => Path.Combine(folder, "elsewhere.jsonl");

    public string Of(Template template) => Path.Combine(folder, template == Template.Raw ? "raw" : "scored");

    public async Task MakeAsync()
    {
        Directory.CreateDirectory(folder);
        var texts = File.ReadLines(Path.Combine(Path.GetDirectoryName(program)!, "sample-dataset", "samples.jsonl"))
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("text").GetString()!)
            .Where(text => text.Length > Characters)
            .Select(text => char.IsSurrogate(text[Characters - 1]) ? text[..(Characters - 1)] : text[..Characters])
            .Distinct()
            .Take(Samples)
            .ToList();
        // Some near-duplicates, so that the search for them has something to find.
        await WriteAsync("d.jsonl", texts.Select((text, i) => new { id = $"s{i}", source = i % 3 == 0 ? "docs" : "web", text = i % 10 == 9 ? texts[i - 1] + " Again." : text }));
        await WriteAsync("k.jsonl", Enumerable.Range(0, KeptSamples).Select(i => new { id = $"k{i}", text = $"Sample {i} of a dataset that nobody touches but to judge it." }));
        var random = new SeededRandom(11);
        await WriteAsync("new.jsonl", Enumerable.Range(0, ImportedSamples).Select(i => new { id = $"n{i}", text = string.Join(' ', Enumerable.Range(0, 40).Select(_ => $"word{random.NextInt(5000)}")) }));
        await WriteAsync("elsewhere.jsonl", Enumerable.Range(0, Samples).Select(i => new { id = $"s{i}", score = SideCarScore(i) }));

        var raw = Of(Template.Raw);
        await RunAsync("import", Worked, WorkedFile, "--data", raw);
        await RunAsync("import", Kept, Path.Combine(folder, "k.jsonl"), "--data", raw);
        await AddQueueAsync(raw);
        Copy(raw, Of(Template.Scored));
        await RunAsync("score", Worked, "--data", Of(Template.Scored));
        Copy(Of(Template.Scored), Reference);
        await RunAsync("cluster", Worked, "--data", Reference);
        await RunAsync("duplicates", Worked, "--data", Reference);
        await RunAsync("import", Imported, ImportFile, "--data", Reference);
        await RunAsync("scores", Worked, "--in", SideCarFile, "--key", SideCarKey, "--data", Reference);
    }

    public static double SideCarScore(int sample) => Math.Round(Math.Sin(sample) * 100, 3);

    public static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private async Task WriteAsync<T>(string name, IEnumerable<T> lines) => await File.WriteAllLinesAsync(Path.Combine(folder, name), lines.Select(line => JsonSerializer.Serialize(line)));

    private static async Task AddQueueAsync(string data)
    {
        await using var database = ReviewDatabase.Open(data);
        var datasets = new DatasetStore(database, TimeProvider.System);
        var request = new QueueRequest
        {
            DatasetId = datasets.Get(Worked).DatasetId, Name = Queue, Author = "lead", OverlapShare = .3, Draw = new QueueDraw { Kind = QueueKind.Random, Size = Samples },
        };
        await new QueueStore(database, new ReviewStore(database, TimeProvider.System), new SampleStore(database), TimeProvider.System).AddAsync(
            request, new DrawnQueue([.. Enumerable.Range(0, Samples).Select(i => new DrawnItem(i, string.Create(CultureInfo.InvariantCulture, $"s{i}"), 1))], Samples, 0));
    }

    private async Task RunAsync(params string[] words)
    {
        using var command = RunningProgram.Start(words[0], program, words, [], []);
        if (!await command.ExitsWithinAsync(RunningProgram.Patience * 5) || command.ExitCode != 0)
        {
            throw new QualityReviewException($"Without any fault, {string.Join(' ', words)} failed: {command.Said}");
        }
    }
}
