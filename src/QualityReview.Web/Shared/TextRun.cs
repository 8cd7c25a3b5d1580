using System.Text;

namespace QualityReview.Web.Shared;

/// <summary>A stretch of text that is drawn in one way.</summary>
/// <param name="Text">What is drawn.</param>
/// <param name="Heat">0..7, or -1 where no surprisal is known.</param>
/// <param name="Bits">Surprisal of the token it belongs to.</param>
/// <param name="Hit">Number of the find hit it belongs to, or -1.</param>
/// <param name="Mark">Name of the hidden character that <paramref name="Text"/> stands for, or null.</param>
public readonly record struct TextRun(string Text, int Heat, float Bits, int Hit, string? Mark)
{
    /// <summary>Cuts text[from..to) wherever heat, hit or mark changes.</summary>
    /// <param name="heat">Ordered by start, not overlapping.</param>
    /// <param name="hits">Starts of find hits in the whole text, ascending, each <paramref name="hitLength"/> long.</param>
    public static List<TextRun> Cut(string text, int from, int to, IReadOnlyList<HeatSpan> heat, IReadOnlyList<int> hits, int hitLength, bool marks)
    {
        var runs = new List<TextRun>();
        var span = FirstEndingAfter(heat.Count, i => heat[i].Start + heat[i].Length, from);
        var hit = FirstEndingAfter(hits.Count, i => hits[i] + hitLength, from);
        for (var at = from; at < to;)
        {
            while (span < heat.Count && heat[span].Start + heat[span].Length <= at)
                span++;
            while (hit < hits.Count && hits[hit] + hitLength <= at)
                hit++;

            // The run ends where the next span or hit begins or ends.
            var (inSpan, spanEdge) = span < heat.Count ? Edge(heat[span].Start, heat[span].Length, at) : (false, to);
            var (inHit, hitEdge) = hit < hits.Count ? Edge(hits[hit], hitLength, at) : (false, to);
            var end = Math.Min(to, Math.Min(spanEdge, hitEdge));
            var look = new TextRun("", inSpan ? heat[span].Step : -1, inSpan ? heat[span].Bits : 0, inHit ? hit : -1, null);
            if (marks)
                AddMarked(runs, text.AsSpan(at, end - at), look);
            else
                runs.Add(look with { Text = text[at..end] });
            at = end;
        }

        return runs;
    }

    private static (bool Inside, int Edge) Edge(int start, int length, int at) => start <= at ? (true, start + length) : (false, start);

    private static void AddMarked(List<TextRun> runs, ReadOnlySpan<char> text, TextRun look)
    {
        var plain = 0;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text[i..], out var rune, out var length);
            if (HiddenCharacters.Is(rune))
            {
                if (i > plain)
                    runs.Add(look with { Text = text[plain..i].ToString() });
                runs.Add(look with { Text = HiddenCharacters.Mark(rune), Mark = HiddenCharacters.Name(rune) });
                // A marked line end still ends the line; a marked tab still takes its room.
                if (rune.Value is '\n' or '\t')
                    runs.Add(look with { Text = rune.ToString() });
                plain = i + length;
            }

            i += length;
        }

        if (plain < text.Length)
            runs.Add(look with { Text = text[plain..].ToString() });
    }

    private static int FirstEndingAfter(int count, Func<int, int> end, int from)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (end(middle) <= from)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
