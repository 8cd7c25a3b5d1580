namespace QualityReview.Web.Shared;

/// <summary>Where a long text is cut into parts that a browser lays out one by one.</summary>
/// <param name="Block">Whether it begins and ends with a line and is not all of the text, so that it can be a block of its own.</param>
public readonly record struct TextSlice(int From, int To, bool Block)
{
    /// <summary>Characters a slice aims at.</summary>
    public const int Aim = 20_000;

    /// <summary>Cuts at line ends near <paramref name="aim"/>, else after white space, else between characters; all slices together are
    /// the text.</summary>
    public static List<TextSlice> Cut(string text, int aim = Aim)
    {
        var slices = new List<TextSlice>();
        for (var from = 0; from < text.Length;)
        {
            var to = Math.Min(text.Length, from + aim);
            if (to < text.Length)
            {
                var line = text.LastIndexOf('\n', to - 1, Math.Min(aim / 5, to - from));
                var space = line >= from ? -1 : text.AsSpan(to - Math.Min(aim / 5, to - from), Math.Min(aim / 5, to - from)).LastIndexOfAny(' ', '\t');
                if (line >= from)
                    to = line + 1;
                else if (space >= 0)
                    to += space + 1 - Math.Min(aim / 5, to - from);
                else if (char.IsLowSurrogate(text[to]) && char.IsHighSurrogate(text[to - 1]))
                    to++;
            }

            var begins = from == 0 || text[from - 1] == '\n';
            var ends = to == text.Length || text[to - 1] == '\n';
            slices.Add(new(from, to, begins && ends && to - from < text.Length));
            from = to;
        }

        return slices;
    }
}
