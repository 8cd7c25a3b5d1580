namespace QualityReview.Duplicates;

/// <summary>Reads texts again and gives the shingles by which they are compared. Safe for many callers.</summary>
internal sealed class TextSets(ITexts texts, ShingleCounts counts, DuplicateOptions options)
{
    public uint[] Of(int ordinal) => Of(texts.Of([ordinal])[0]);

    public uint[] Of(string text) => counts.Own(Shingles.Of(text, options.ShingleSize).InOrder);

    /// <summary>Compares pairs of ordinals, many at once; the answers are in the order of the pairs.</summary>
    public Likeness[] Compare(IReadOnlyList<(int One, int Other)> pairs, ParallelOptions parallel)
    {
        var answers = new Likeness[pairs.Count];
        for (var first = 0; first < pairs.Count;)
        {
            first = ComparePart(pairs, first, answers, parallel);
        }

        return answers;
    }

    /// <summary>As many pairs as may be in memory at once.</summary>
    private int ComparePart(IReadOnlyList<(int One, int Other)> pairs, int first, Likeness[] answers, ParallelOptions parallel)
    {
        const int mostTexts = 4096;
        var places = new Dictionary<int, int>();
        var end = first;
        for (; end < pairs.Count && places.Count < mostTexts; end++)
        {
            places.TryAdd(pairs[end].One, places.Count);
            places.TryAdd(pairs[end].Other, places.Count);
        }

        var ordinals = places.Keys.ToArray();
        var sets = new uint[ordinals.Length][];
        const int part = 64;
        Parallel.For(0, (ordinals.Length + part - 1) / part, parallel, block =>
        {
            var some = ordinals.AsSpan(block * part, Math.Min(part, ordinals.Length - (block * part))).ToArray();
            var read = texts.Of(some);
            for (var i = 0; i < some.Length; i++)
            {
                sets[(block * part) + i] = Of(read[i]);
            }
        });
        Parallel.For(first, end, parallel, i => answers[i] = Likeness.Of(sets[places[pairs[i].One]], sets[places[pairs[i].Other]]));
        return end;
    }
}
