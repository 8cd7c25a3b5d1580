using System.Globalization;
using System.Text.Json;
using QualityReview.Scorers;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Samples;

/// <summary>What made a score, line by line.</summary>
internal static class ScoreReceipt
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(SampleScore score)
    {
        var lines = new List<KeyValuePair<string, string>> { new("scorer", score.Card.Key) };
        foreach (var (name, value) in score.Card.DetailNames.Zip(score.Details))
        {
            lines.Add(new(name, float.IsNaN(value) ? "none" : Display.Raw(value)));
        }

        var run = score.Run;
        lines.AddRange(Written(run.Receipt));
        lines.Add(new("device", run.Device));
        lines.Add(new("run", $"{run.RunId.ToString(CultureInfo.InvariantCulture)}, {run.State}"));
        lines.Add(new("started", Display.Moment(run.StartedAt)));
        if (run.FinishedAt is { } finished)
        {
            lines.Add(new("finished", Display.Moment(finished)));
        }

        lines.Add(new("computing time", Display.Duration(TimeSpan.FromSeconds(run.Seconds))));
        // A detail and a line of the receipt may have one name.
        return [.. lines.DistinctBy(line => line.Key)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Written(string receipt)
    {
        using var json = JsonDocument.Parse(receipt);
        return [.. json.RootElement.EnumerateObject().Select(line => new KeyValuePair<string, string>(line.Name, line.Value.ToString()))];
    }
}
