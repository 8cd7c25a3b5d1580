using System.Text;
using System.Text.Json;
using QualityReview.Filters;
using QualityReview.Reviews;
using QualityReview.Samples.Files;

namespace QualityReview.Exports;

/// <summary>How the values of an exported sample are spelled in every format.</summary>
internal static class SubsetFields
{
    public static string Spell(Decision decision) => decision == Decision.Keep ? "keep" : "drop";

    public static string Spell(Verdict verdict) => verdict switch
    {
        Verdict.Keep => "keep",
        Verdict.Drop => "drop",
        Verdict.Unsure => "unsure",
        _ => "none",
    };

    /// <summary>The score for a scorer, with NaN and infinities as null.</summary>
    /// <param name="index">Where it is likely to stand.</param>
    public static SubsetScore Score(SubsetSample sample, string scorer, int index)
    {
        var score = new SubsetScore(scorer, null, null);
        if (index < sample.Scores.Count && sample.Scores[index].Scorer == scorer)
        {
            score = sample.Scores[index];
        }
        else
        {
            foreach (var other in sample.Scores)
            {
                score = other.Scorer == scorer ? other : score;
            }
        }

        return new SubsetScore(scorer, Finite(score.Value), Finite(score.Percentile));
    }

    /// <summary>The metadata on one line, with the language inside; null where there is neither.</summary>
    public static string? Meta(SubsetSample sample)
    {
        if (sample.Meta is null)
        {
            return sample.Language is null ? null : $$"""{"language":{{JsonSerializer.Serialize(sample.Language)}}}""";
        }

        if (sample.Language is null && !sample.Meta.AsSpan().ContainsAny('\n', '\r'))
        {
            return sample.Meta;
        }

        return Rewritten(sample.Meta, sample.Language);
    }

    private static string Rewritten(string meta, string? language)
    {
        using var document = JsonDocument.Parse(meta, new JsonDocumentOptions { MaxDepth = 1000 });
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, PlainJsonEncoder.Compact))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                property.WriteTo(writer);
            }

            if (language is not null && !document.RootElement.TryGetProperty("language", out _))
            {
                writer.WriteString("language", language);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static float? Finite(float? value) => value is { } number && float.IsFinite(number) ? number : null;
}
