namespace QualityReview.Onnx.Tokenizers;

/// <summary>What becomes of the text that a split matches. With "-" on "the-final--cut": Removed: the|final|cut,
/// Isolated: the|-|final|-|-|cut, MergedWithPrevious: the-|final-|-|cut, MergedWithNext: the|-final|-|-cut, Contiguous: the|-|final|--|cut.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}

/// <summary>Cuts every piece at the matches of a pattern.</summary>
/// <param name="invert">What does not match is the match.</param>
internal sealed class SplitPreTokenizer(TextPattern pattern, SplitBehavior behavior, bool invert) : PreTokenizer
{
    public static SplitBehavior ReadBehavior(JsonPart part) => part.Text() switch
    {
        "Removed" => SplitBehavior.Removed,
        "Isolated" => SplitBehavior.Isolated,
        "MergedWithPrevious" => SplitBehavior.MergedWithPrevious,
        "MergedWithNext" => SplitBehavior.MergedWithNext,
        "Contiguous" => SplitBehavior.Contiguous,
        _ => throw part.Wrong("Removed, Isolated, MergedWithPrevious, MergedWithNext or Contiguous"),
    };

    public override void Apply(Pieces pieces)
    {
        var matches = new List<TextMatch>();
        var parts = new List<(TextMatch Place, bool IsMatch)>();
        var ranges = new List<TextMatch>(pieces.Ranges.Count * 4);
        foreach (var range in pieces.Ranges)
        {
            matches.Clear();
            pattern.Find(pieces.Text.Text.AsSpan(range.Start, range.End - range.Start), matches);
            parts.Clear();
            var done = range.Start;
            foreach (var match in matches)
            {
                var (start, end) = (range.Start + match.Start, range.Start + match.End);
                if (start > done)
                {
                    parts.Add((new(done, start), invert));
                }

                parts.Add((new(start, end), !invert));
                done = end;
            }

            if (done < range.End)
            {
                parts.Add((new(done, range.End), invert));
            }

            Collect(parts, ranges);
        }

        pieces.Ranges = ranges;
    }

    private void Collect(List<(TextMatch Place, bool IsMatch)> parts, List<TextMatch> ranges)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            var (place, isMatch) = parts[i];
            switch (behavior)
            {
                case SplitBehavior.Removed when isMatch:
                    continue;
                case SplitBehavior.MergedWithPrevious when !isMatch && i + 1 < parts.Count && parts[i + 1].IsMatch:
                    place = new(place.Start, parts[++i].Place.End);
                    break;
                case SplitBehavior.MergedWithNext when isMatch && i + 1 < parts.Count && !parts[i + 1].IsMatch:
                    place = new(place.Start, parts[++i].Place.End);
                    break;
                case SplitBehavior.Contiguous:
                    while (i + 1 < parts.Count && parts[i + 1].IsMatch == isMatch)
                    {
                        place = new(place.Start, parts[++i].Place.End);
                    }

                    break;
            }

            if (place.End > place.Start)
            {
                ranges.Add(place);
            }
        }
    }
}
