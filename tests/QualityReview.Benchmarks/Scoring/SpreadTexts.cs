using QualityReview.Hashing;

namespace QualityReview.Benchmarks.Scoring;

/// <summary>Texts whose lengths spread as those of web pages do, cut out of the shipped sample dataset and joined from it.</summary>
/// <remarks>Lengths in characters are log-normal: median 600 (about 180 tokens of lm-mini's tokenizer), standard deviation of the
/// logarithm 1.1, so that one in six is over 1,800 and one in a hundred over 7,700; never under 16 nor over 100,000.</remarks>
internal static class SpreadTexts
{
    private const double Median = 600, Deviation = 1.1;
    private const int Shortest = 16, Longest = 100_000;

    /// <param name="count">Texts.</param>
    /// <param name="seed">The same seed gives the same texts.</param>
    public static IReadOnlyList<string> Make(int count, ulong seed)
    {
        var source = string.Join("\n\n", SampleTexts.Take(1_000).Distinct());
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ =>
        {
            var length = (int)Math.Clamp(Median * Math.Exp(Deviation * random.NextNormal()), Shortest, Longest);
            // Texts begin and end between words, as far as there is a space nearby.
            var start = AfterSpace(source, random.NextInt(source.Length - length - 200));
            return source[start..AfterSpace(source, start + length)].Trim();
        })];
    }

    private static int AfterSpace(string text, int place)
    {
        var space = text.AsSpan(place, 100).IndexOf(' ');
        place += space + 1;
        return char.IsLowSurrogate(text[place]) ? place + 1 : place;
    }
}
