using QualityReview.Web.Shared;

namespace QualityReview.Web.Styleguide;

/// <summary>Made-up values for the style guide.</summary>
internal static partial class Example
{
    public static IReadOnlyList<StripBar> Bars(float askLlm, float perplexity, float density) =>
    [
        new("ask_llm", "Ask-LLM", askLlm, Exact(askLlm, .412, ""), Cut: 60),
        new("perplexity", "Perplexity", perplexity, Exact(perplexity, 1.24, "bits per byte")),
        new("density", "Density", density, Exact(density, .0031, ""), Neutral: true),
    ];

    public static IReadOnlyList<StripBar> FlaggedBars { get; } =
    [
        new("ask_llm", "Ask-LLM", 66, Exact(66, .391, ""), Cut: 60),
        new("perplexity", "Perplexity", 38, Exact(38, 1.91, "bits per byte") + " · under 32 tokens", Untrusted: true),
        new("density", "Density", null, "not scored yet", Neutral: true),
    ];

    public static IReadOnlyList<StripBar> AllBars { get; } =
    [
        new("a", "Ask-LLM", 97.4f, Exact(97.4f, .912, ""), Cut: 60),
        new("b", "Ask-LLM DCLM", 71.3f, Exact(71.3f, .633, ""), Cut: 60),
        new("c", "Perplexity", 49.6f, Exact(49.6f, 1.42, "bits per byte")),
        new("d", "Perplexity XL", 30.1f, Exact(30.1f, 1.84, "bits per byte") + " · truncated", Untrusted: true),
        new("e", "Repetition", 8.2f, Exact(8.2f, .44, "")),
        new("f", "Density", 88.8f, Exact(88.8f, .0131, ""), Neutral: true),
        new("g", "Length", 12.5f, Exact(12.5f, 611, "characters"), Neutral: true, Untrusted: true),
        new("h", "Ask-LLM XXL", null, "not scored yet"),
    ];

    public static HistogramBars Histogram(double shape, double? lo, double? hi)
    {
        var all = Enumerable.Range(0, 32).Select(i => (long)(900 + 4000 * Math.Abs(Math.Sin(i / 5d + shape)) * Math.Pow(.5 + .5 * Math.Cos(i / 9d + shape * 2), 2))).ToList();
        var selected = all.Select((count, i) => (lo is null || i / 32d >= lo) && (hi is null || (i + 1) / 32d <= hi) ? count * 4 / 5 : 0).ToList();
        return new(0, 1, all, selected, [new(10, .06), new(50, .31), new(90, .84)]);
    }

    private static string Exact(float percentile, double value, string unit) =>
        Display.Exact((long)(percentile / 100 * 12400), 12400, percentile, value, unit);
}
