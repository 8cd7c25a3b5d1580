using System.Globalization;
using System.Text;

namespace QualityReview.Clusters;

/// <summary>The words by which people tell clusters apart: those that stand in many of a cluster's samples and in few of the others'.</summary>
/// <remarks>A word's weight is the part of the Kullback–Leibler divergence that it adds, p ln(p/q), with p its share of the cluster's
/// samples and q its share of all (Tomokiyo and Hurst 2003, "A language model approach to keyphrase extraction"). A sample counts
/// once, so that no single text can write itself into a label; only letters get into words, so that no markup can.</remarks>
public sealed class ClusterWords
{
    /// <summary>Words that a cluster gets at most.</summary>
    public const int Most = 5;

    /// <summary>Characters of a text that are read.</summary>
    public const int CharactersRead = 4000;

    private const int ShortestWord = 3;
    private const int LongestWord = 20;

    private readonly List<Dictionary<string, int>> _clusters;
    private readonly Dictionary<string, int> _all = new(StringComparer.Ordinal);
    private readonly int[] _samples;

    public ClusterWords(int clusters)
    {
        _clusters = [.. Enumerable.Range(0, clusters).Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        _samples = new int[clusters];
    }

    /// <summary>Counts the words of one of a cluster's samples.</summary>
    public void Add(int cluster, string text)
    {
        _samples[cluster]++;
        foreach (var word in Of(text))
        {
            _clusters[cluster][word] = _clusters[cluster].GetValueOrDefault(word) + 1;
            _all[word] = _all.GetValueOrDefault(word) + 1;
        }
    }

    /// <summary>The most characteristic words of a cluster, best first; none where its samples share no word.</summary>
    public IReadOnlyList<string> Best(int cluster)
    {
        double inCluster = _samples[cluster], inAll = _samples.Sum();
        // A word of one sample is that sample's, not the cluster's.
        var fewest = Math.Min(_samples[cluster], 2);
        return [.. _clusters[cluster]
            .Where(word => word.Value >= fewest)
            .Select(word => (word.Key, Weight: word.Value / inCluster * Math.Log(word.Value / inCluster / (_all[word.Key] / inAll))))
            .Where(word => word.Weight > 0 || inCluster == inAll)
            .OrderByDescending(word => word.Weight).ThenBy(word => word.Key, StringComparer.Ordinal)
            .Select(word => word.Key)
            .Take(Most)];
    }

    /// <summary>The distinct words of a text in lower case: runs of letters, and pairs of neighbours where every sign is a word.</summary>
    internal static HashSet<string> Of(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        var letters = 0;
        var marks = 0;
        Rune before = default;
        foreach (var rune in text.Length <= CharactersRead ? text.EnumerateRunes() : text[..CharactersRead].EnumerateRunes())
        {
            if (IsIdeograph(rune))
            {
                End();
                if (before != default)
                {
                    words.Add(before.ToString() + rune);
                }

                before = rune;
                continue;
            }

            before = default;
            if (Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.ModifierLetter)
            {
                word.Append(Rune.ToLowerInvariant(rune));
                (letters, marks) = (letters + 1, 0);
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark && letters > 0 && marks < 2)
            {
                // Scripts of India write vowels as marks; towers of marks are no writing.
                word.Append(rune);
                (letters, marks) = (letters + 1, marks + 1);
            }
            else
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (letters is >= ShortestWord and <= LongestWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            (letters, marks) = (0, 0);
        }
    }

    private static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x3040 and <= 0x30FF and not 0x30FB) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF);
}
