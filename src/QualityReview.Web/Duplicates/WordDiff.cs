using System.Text;
using DiffPlex;

namespace QualityReview.Web.Duplicates;

/// <summary>What became of a stretch of words.</summary>
public enum DiffKind
{
    Same,
    Gone,
    New,

    /// <summary>Words that both texts have and that are not shown.</summary>
    Skipped,
}

/// <summary>A stretch of words.</summary>
public sealed record DiffRun(DiffKind Kind, string Text);

/// <summary>The differences of two texts, word by word, for people: long stretches that both have are shortened.</summary>
public static class WordDiff
{
    /// <summary>Characters of each text that are compared; what lies behind is not looked at.</summary>
    public const int Compared = 6_000;

    private const int ShownAround = 8;

    public static IReadOnlyList<DiffRun> Of(string one, string other)
    {
        var diff = new Differ().CreateCustomDiffs(Beginning(one), Beginning(other), ignoreWhiteSpace: true, Words);
        var runs = new List<DiffRun>();
        var at = 0;
        foreach (var block in diff.DiffBlocks)
        {
            // Of the other text: the space that parts a word from a new one behind it stands there alone.
            AddSame(runs, diff.PiecesNew[at..block.InsertStartB], isFirst: runs.Count == 0, isLast: false);
            Add(runs, DiffKind.Gone, diff.PiecesOld.AsSpan(block.DeleteStartA, block.DeleteCountA));
            Add(runs, DiffKind.New, diff.PiecesNew.AsSpan(block.InsertStartB, block.InsertCountB));
            at = block.InsertStartB + block.InsertCountB;
        }

        AddSame(runs, diff.PiecesNew[at..], isFirst: runs.Count == 0, isLast: true);
        return runs;
    }

    private static void AddSame(List<DiffRun> runs, string[] words, bool isFirst, bool isLast)
    {
        var (head, tail) = (isFirst && !isLast ? 0 : ShownAround, isLast && !isFirst ? 0 : ShownAround);
        if (words.Length <= head + tail + 4)
        {
            Add(runs, DiffKind.Same, words);
            return;
        }

        Add(runs, DiffKind.Same, words.AsSpan(0, head));
        runs.Add(new DiffRun(DiffKind.Skipped, $"{words.Length - head - tail}"));
        Add(runs, DiffKind.Same, words.AsSpan(words.Length - tail));
    }

    private static void Add(List<DiffRun> runs, DiffKind kind, ReadOnlySpan<string> words)
    {
        if (!words.IsEmpty)
        {
            runs.Add(new DiffRun(kind, string.Concat(words)));
        }
    }

    private static string Beginning(string text) =>
        text.Length <= Compared ? text : text[..(char.IsHighSurrogate(text[Compared - 1]) ? Compared - 1 : Compared)];

    /// <summary>Words with one space behind each that had white space there; Chinese characters, kana and Thai one by one.</summary>
    private static string[] Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune);
            if (isSpace && word.Length == 0)
            {
                continue;
            }

            word.Append(isSpace ? " " : rune.ToString());
            if (isSpace || rune.Value is (>= 0x0E00 and <= 0x0EFF) or (>= 0x3005 and <= 0x30FF) or (>= 0x3400 and <= 0x9FFF))
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        if (word.Length > 0)
        {
            words.Add(word.ToString());
        }

        return [.. words];
    }
}
