using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using QualityReview.Samples;
using QualityReview.Samples.Files;
using QualityReview.Scorers;
using QualityReview.Storage;

namespace QualityReview.Jobs;

/// <summary>Takes in scores that were computed elsewhere: a file of ids and scores becomes a scoring run like any other. Lines that cannot
/// be used are set aside with number and reason, beside those of imports.</summary>
public sealed partial class SideCarJob(DatasetStore datasets, SampleStore samples, ScoreStore scores, ImportStore imports, ReviewDatabase database) : IJobWork
{
    private const int ChunkSize = 1 << 16;

    public string Kind => JobKind.SideCar;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var request = Checked(JobRequests.SideCar(job));
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        var card = Card(request, await HashAsync(request.File, cancellation));
        if (scores.FindCard(card.Key) is { } known)
        {
            ScoreStore.RefuseOtherSettings(known, card.Receipt);
        }

        var values = new float[dataset.SampleCount];
        var aside = await Task.Run(() => Read(request, dataset, values, cancellation), cancellation);
        var importId = await imports.BeginAsync(dataset.DatasetId, request.File, cancellation);
        await database.WriteAsync(
            connection => ImportStore.Note(connection, importId, aside.Lines, 0, new BatchOutcome(0, 0, 0, []), aside.SetAside), cancellation);
        await imports.FinishAsync(importId, cancellation);
        if (aside.Found == 0)
        {
            throw new QualityReviewException($"No line of {NameOf(request)} has the id of a sample of {dataset.Name} and a score; {Lines(aside.SetAside.Count)} set aside.");
        }

        var run = await scores.BeginAsync(dataset.DatasetId, card, ChunkSize, "elsewhere", ScorerCardJson.Canonical(card.Receipt), cancellation);
        for (var first = 0; first < values.Length; first += run.ChunkSize)
        {
            var part = values[first..Math.Min(values.Length, first + run.ChunkSize)];
            await scores.CommitAsync(run, first / run.ChunkSize, new ScoreChunk(part, new ScoreFlags[part.Length], [], []), 0, 0, cancellation);
            progress.Tick(part.Length, 0);
            await progress.ReportAsync(first + part.Length, values.Length, "disk");
        }

        await scores.FinishAsync(run, cancellation: cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{card.Key}: {aside.Found:N0} of {dataset.SampleCount:N0} samples have a score{(aside.SetAside.Count > 0 ? $", {Lines(aside.SetAside.Count)} set aside" : "")}.");
    }

    /// <exception cref="WrongWordsException">The request cannot be carried out.</exception>
    public static SideCarRequest Checked(SideCarRequest request) =>
        !KeyPattern().IsMatch(request.Key) ? throw new WrongWordsException($"The scorer key {request.Key} cannot be one: lower-case letters, digits and underscores, beginning with a letter and ending with _ and a version, such as quality_1.")
        : request.Higher is not ("better" or "worse" or "more") ? throw new WrongWordsException($"A higher score cannot be {request.Higher}; supported are better, worse and more.")
        : FileFormats.Of(Path.GetFileName(request.File)).Format == FileFormat.PlainText ? throw new WrongWordsException($"{Path.GetFileName(request.File)} is plain text, which has no ids; {FileFormats.Supported}.")
        : request;

    private (int Lines, int Found, List<SetAsideLine> SetAside) Read(SideCarRequest request, Dataset dataset, float[] values, CancellationToken cancellation)
    {
        Array.Fill(values, float.NaN);
        var ordinals = new Dictionary<string, int>(values.Length, StringComparer.Ordinal);
        samples.VisitIds(dataset.DatasetId, values.Length, (ordinal, id) => ordinals[id] = ordinal, cancellation);
        var (lines, found) = (0, 0);
        var setAside = new List<SetAsideLine>();
        using var reader = SampleFileReader.Open(request.File, new ImportFields { TextField = request.ScoreField, IdField = request.IdField, TakesNumbers = true });
        foreach (var line in reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            lines++;
            if (line.SetAside is { } unreadable)
            {
                setAside.Add(unreadable);
                continue;
            }

            var sample = line.Sample!;
            var reason = sample.Id is null ? $"The field '{request.IdField}' is missing."
                : !float.TryParse(sample.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value) ? $"The field '{request.ScoreField}' holds no finite number."
                : !ordinals.TryGetValue(sample.Id, out var ordinal) ? $"No sample of {dataset.Name} has this id."
                : !float.IsNaN(values[ordinal]) ? "The id has a score on an earlier line."
                : Keep(ordinal, value);
            if (reason is not null)
            {
                setAside.Add(new SetAsideLine(sample.Line, reason, Clip($"{sample.Id}: {sample.Text}")));
            }
        }

        return (lines, found, setAside);

        string? Keep(int ordinal, float value)
        {
            values[ordinal] = value;
            found++;
            return null;
        }
    }

    private static ScorerCard Card(SideCarRequest request, string hash) => new()
    {
        Key = request.Key,
        Method = request.Key[..request.Key.LastIndexOf('_')],
        Title = string.IsNullOrWhiteSpace(request.Title) ? request.Key : request.Title,
        HighMeans = string.IsNullOrWhiteSpace(request.HighMeans) ? "Computed elsewhere: a high percentile is " + (request.Higher == "more" ? "a high score." : "good.") : request.HighMeans,
        Direction = request.Higher switch { "better" => ScoreDirection.HigherIsBetter, "worse" => ScoreDirection.LowerIsBetter, _ => ScoreDirection.HigherIsMore },
        Receipt = new Dictionary<string, string>
        {
            ["higher_is"] = request.Higher,
            ["side_car"] = NameOf(request),
            ["side_car_field"] = request.ScoreField,
            ["side_car_sha256"] = hash,
        },
        Caveat = "The scores were computed elsewhere; only the file that brought them is known here.",
    };

    private static string NameOf(SideCarRequest request) => request.Name ?? Path.GetFileName(request.File);

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"The file {path} cannot be opened: {cause.Message.TrimEnd('.')}.", cause);
        }
    }

    private static string Lines(int count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "line was" : "lines were")}");

    private static string Clip(string text) => text.Length <= 120 ? text : text[..120] + "…";

    [GeneratedRegex("^[a-z][a-z0-9_]*_[0-9]+$")]
    private static partial Regex KeyPattern();
}
