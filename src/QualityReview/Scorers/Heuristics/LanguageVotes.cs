using System.Collections.Frozen;
using System.Numerics;

namespace QualityReview.Scorers.Heuristics;

/// <summary>Counts which language's small words a text uses, for texts in Latin letters.</summary>
internal sealed class LanguageVotes
{
    // Running text of a named language has at least this share of its small words; lists of names and goods have fewer.
    private const double FewestSmallWords = .25;

    // One word said over and over, or a single letter, is a chance hit; different ones are not.
    private const double FewestDifferent = .08;
    private const int MostDifferentAsked = 4;

    private const double MostForeign = .08;
    private const double Lead = 1.15;

    private static readonly FrozenDictionary<string, SmallWord>.AlternateLookup<ReadOnlySpan<char>> s_words =
        LanguageProfiles.Words.GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly double[] _points = new double[LanguageProfiles.Codes.Length];
    private readonly int[] _hits = new int[LanguageProfiles.Codes.Length];
    private readonly int[] _different = new int[LanguageProfiles.Codes.Length];
    private readonly ulong[] _seen = new ulong[(LanguageProfiles.Words.Count / 64) + 1];
    private int _words;
    private int _foreign;

    /// <summary>Null where no language wins clearly.</summary>
    public string? Winner
    {
        get
        {
            int best = 0, second = 1;
            for (var language = 1; language < _points.Length; language++)
            {
                if (_points[language] > _points[best])
                {
                    (best, second) = (language, best);
                }
                else if (_points[language] > _points[second])
                {
                    second = language;
                }
            }

            var certain = best < LanguageProfiles.NamedCount
                && _hits[best] >= FewestSmallWords * _words
                && _different[best] >= Math.Clamp(FewestDifferent * _words, 2, MostDifferentAsked)
                && _points[best] >= Lead * _points[second]
                && _foreign <= MostForeign * _words;
            return certain ? LanguageProfiles.Codes[best] : null;
        }
    }

    /// <param name="word">Lower-case; only the first letters of a long one.</param>
    /// <param name="length">The whole word's length; 0 is no word.</param>
    /// <param name="foreign">Whether it has a letter that no named language uses.</param>
    public void Add(ReadOnlySpan<char> word, int length, bool foreign)
    {
        if (length == 0)
        {
            return;
        }

        _words++;
        _foreign += foreign ? 1 : 0;
        if (length > word.Length || !s_words.TryGetValue(word[..length], out var small))
        {
            return;
        }

        // A word of one language says more than one that six share.
        var point = 1.0 / int.PopCount(small.Languages);
        var isNew = length > 1 && (_seen[small.Index / 64] >> small.Index & 1) == 0;
        _seen[small.Index / 64] |= isNew ? 1UL << small.Index : 0;
        for (var languages = small.Languages; languages != 0; languages &= languages - 1)
        {
            var language = BitOperations.TrailingZeroCount(languages);
            _points[language] += point;
            _hits[language]++;
            _different[language] += isNew ? 1 : 0;
        }
    }
}
