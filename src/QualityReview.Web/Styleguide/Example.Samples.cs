using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Styleguide;

internal static partial class Example
{
    public static IReadOnlyList<Sample> Samples { get; } =
    [
        new("s-48213", "The Kermadec petrel nests on the ground under bushes and in rock crevices. Pairs keep the same site for years, and both parents brood the single egg in shifts of four to nine days while the other feeds far out to sea.", ["encyclopedia", "96 tokens"], Bars(94, 21, 12), Verdict.Keep, "by Ana · 2 h ago"),
        new("s-48984", "def retry(f, times=3): the third argument was added because the vendor’s gateway drops about one call in four hundred on Mondays, right after their rotation; see the post-mortem below for the graph that finally convinced us.", ["forums", "133 tokens"], Bars(81, 47, 34), Verdict.None, "filter keeps"),
        new("s-49755", "Q: does the pump have to be primed again after the winter? A: yes, always, and open the bleed screw first or you will pull air for an hour.", ["forums", "170 tokens", "too short"], FlaggedBars, Verdict.Unsure, "by Tom · 9 min ago"),
        new("s-50526", "Buy best cheap pump winter pump prime pump best price pump online free shipping pump winter sale pump bleed screw pump", ["shops", "207 tokens"], Bars(61, 8, 98), Verdict.Drop, "overrides filter"),
        new("s-51297", "An eigenvalue of multiplicity two need not come with two independent eigenvectors; the smallest example is a shear of the plane, which keeps every vector of one line and tilts all others.", ["documentation", "244 tokens"], Bars(97, 29, 5), Verdict.None, "filter keeps"),
        new("s-52068", "העיר חיפה שוכנת על מורדות הר הכרמל, ונמלה הוא הגדול בצפון הארץ.", ["encyclopedia", "61 tokens"], Bars(72, 66, 41), Verdict.None, "filter keeps"),
    ];

    public static IReadOnlyList<SortOption> Sorts { get; } = [new("id", "Import order"), new("ask_llm", "Ask-LLM"), new("perplexity", "Perplexity"), new("density", "Density")];

    public static IReadOnlyList<FacetValue> Verdicts { get; } = [new("keep", 2104, Title: "Keep"), new("drop", 981, Title: "Drop"), new("unsure", 77, Title: "Unsure"), new("none", 1_996_838, Title: "No verdict")];

    public static IReadOnlyList<FacetValue> Sources(IReadOnlySet<string> on) =>
        [.. new (string, long)[] { ("encyclopedia", 412_000), ("forums", 301_000), ("documentation", 187_000), ("shops", 100_204), ("news", 41_881), ("a source with a very long name that does not fit", 31_004), ("recipes", 12_400), ("law", 8_101), ("poetry", 911), ("logs", 0) }
            .Select(pair => new FacetValue(pair.Item1, pair.Item2, on.Contains(pair.Item1)))];

    public static async Task<IReadOnlyList<Sample>> ManyAsync(int start, int count, CancellationToken cancellation)
    {
        await Task.Delay(60, cancellation);
        return [.. Enumerable.Range(start, Math.Min(count, 1_000_000 - start)).Select(i => Samples[i % Samples.Count])];
    }

    public sealed record Sample(string Id, string Text, IReadOnlyList<string> Facts, IReadOnlyList<StripBar> Bars, Verdict Verdict, string Detail);
}
