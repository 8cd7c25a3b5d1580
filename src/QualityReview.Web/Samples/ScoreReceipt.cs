using System.Globalization;
using System.Text.Json;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>A part of a receipt under a heading of its own.</summary>
/// <param name="Names">Whether the lines are named by keys, which are shown letter by letter.</param>
internal sealed record ReceiptPart(string Title, IReadOnlyList<KeyValuePair<string, string>> Lines, bool Names = false);

/// <summary>What made a score: the sample's own part, the scorer, the run.</summary>
internal static class ScoreReceipt
{
    /// <summary>What people look for first, in this order; the rest follows by name.</summary>
    private static readonly string[] _first =
        ["model", "model_sha256", "tokenizer_sha256", "precision", "prompt_name", "prompt_sha256", "prompt", "template", "window", "stride", "max_tokens", "ensemble_formula", "ensemble_members"];

    public static IReadOnlyList<ReceiptPart> Of(SampleScore score)
    {
        var members = EnsembleCard.MembersOf(score.Card);
        var run = score.Run;
        var written = Written(run.Receipt);
        List<ReceiptPart> parts =
        [
            new("This sample", [.. Sample(score, members.Count == 0)]),
            new("The scorer", [new("scorer", score.Card.Key), .. written.Where(line => !members.Any(member => line.Key.EndsWith("_" + member, StringComparison.Ordinal)))]),
            new("The run", [.. RunLines(run)]),
        ];
        if (members.Count > 0)
        {
            var lines = written.ToDictionary(StringComparer.Ordinal);
            parts.Insert(1, new("Its members then", [.. members.Select((key, m) => new KeyValuePair<string, string>(key, Member(score, m, lines.GetValueOrDefault($"scored_{key}"))))], Names: true));
            parts.Insert(3, new("Hashes of the members' receipts", [.. members.Select(key => new KeyValuePair<string, string>(key, lines.GetValueOrDefault($"run_{key}", "none")))], Names: true));
        }

        return parts;
    }

    private static IEnumerable<KeyValuePair<string, string>> Sample(SampleScore score, bool details)
    {
        if (score.Value is { } value)
        {
            yield return new("raw score", $"{Display.Raw(value)}{(score.Card.Unit.Length == 0 ? "" : " " + score.Card.Unit)}");
        }

        yield return new("text read", score.Flags.HasFlag(ScoreFlags.Failed) ? "not scored" : score.Flags.HasFlag(ScoreFlags.Truncated) ? "only the beginning" : "not cut off");
        yield return new("flags", score.Flags == ScoreFlags.None ? "none" : string.Join(", ", FlagNames.Of(score.Flags)));
        if (details)
        {
            foreach (var (name, number) in score.Card.DetailNames.Zip(score.Details))
            {
                yield return new(name, float.IsNaN(number) ? "none" : Display.Raw(number));
            }
        }
    }

    /// <summary>A member's percentile and rank as they were when the ensemble was computed.</summary>
    /// <param name="of">How many samples it had scored; null where the run is not finished.</param>
    private static string Member(SampleScore score, int member, string? of)
    {
        var (percentile, rank) = (score.Details[2 * member], score.Details[(2 * member) + 1]);
        return float.IsNaN(percentile) ? "no score" : $"percentile {Display.Percentile(percentile)}, rank {Display.Count((long)rank)}{(long.TryParse(of, out var count) ? $" of {Display.Count(count)}" : "")}";
    }

    private static IEnumerable<KeyValuePair<string, string>> RunLines(ScoringRun run)
    {
        yield return new("run", $"{run.RunId.ToString(CultureInfo.InvariantCulture)}, {run.State}");
        yield return new("device", run.Device);
        yield return new("started", Display.Moment(run.StartedAt));
        if (run.FinishedAt is { } finished)
        {
            yield return new("finished", Display.Moment(finished));
        }

        yield return new("computing time", Display.Duration(TimeSpan.FromSeconds(run.Seconds)));
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Written(string receipt)
    {
        using var json = JsonDocument.Parse(receipt);
        return [.. json.RootElement.EnumerateObject()
            .OrderBy(line => Array.IndexOf(_first, line.Name) is >= 0 and var place ? place : _first.Length)
            .Select(line => new KeyValuePair<string, string>(line.Name, line.Value.ToString()))];
    }
}
