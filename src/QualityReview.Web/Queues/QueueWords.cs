using QualityReview.Queues;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Queues;

/// <summary>Puts queues into words.</summary>
internal static class QueueWords
{
    /// <summary>What a lead chooses among: kind, title, and one sentence on it.</summary>
    public static IReadOnlyList<(string Kind, string Title, string Says)> Kinds { get; } =
    [
        (QueueKind.Random, "Random", "Every sample has the same chance. The one to estimate with."),
        (QueueKind.Spread, "Random, crowded places thinned", "Drawn with weight 1/density, so that rare kinds of text come up; estimates weigh it back."),
        (QueueKind.AsShown, "As shown", "The list as Browse shows it, in its order."),
        (QueueKind.NearCut, "Near a cut", "What a small move of the threshold would flip, nearest first."),
        (QueueKind.ScorersDisagree, "Scorers disagree", "The widest gap between percentiles first."),
        (QueueKind.AgainstFilter, "Person against filter", "Samples whose verdict contradicts a filter."),
        (QueueKind.PeopleDisagree, "People disagree", "Samples on which people gave different verdicts."),
        (QueueKind.Confidence, "Least confident", "Where Ask-LLM was least sure: a probability nearest to one half first."),
    ];

    public static string Title(string kind) => Kinds.First(known => known.Kind == kind).Title;

    /// <summary>How a queue was drawn, in one line.</summary>
    public static string Draw(QueueDraw draw) => string.Concat(
        Title(draw.Kind),
        draw.Scorers.Count > 0 ? $" · {string.Join(", ", draw.Scorers)}" : "",
        draw.Cut is { } cut ? $" · cut {Display.Percentile(cut)}" : "",
        draw.Filter.Length > 0 ? $" · filter {draw.Filter}" : "",
        draw.Rule == "all" ? " · of all samples" : $" · of {draw.Rule}",
        $" · seed {draw.Seed}");

    /// <summary>What estimates may do with it.</summary>
    public static string Probability(double? least, double? most) => (least, most) switch
    {
        (null, _) or (_, null) => "Targeted: never used in estimates",
        ({ } low, { } high) when high - low < 1e-12 => $"Each sample had the probability {Short(low)}",
        ({ } low, { } high) => $"Probabilities from {Short(low)} to {Short(high)}",
    };

    private static string Short(double probability) => probability >= 1 ? "1" : probability.ToString(probability >= .0995 ? "0.000" : "G3", System.Globalization.CultureInfo.InvariantCulture);
}
