using System.Text;

namespace QualityReview.Benchmarks.Search;

/// <summary>Texts made from a seed: words as frequent as in English by Zipf's law, and each tenth text in Han characters without spaces.</summary>
internal sealed class MadeTexts
{
    private const int Words = 200_000, Letters = 3000;

    private static readonly string[] s_common = ["the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "then", "there", "these", "them", "this"];

    private readonly string[] _words = new string[Words];
    private readonly double[] _upTo = new double[Words];
    private readonly Random _random;

    public MadeTexts(int seed)
    {
        _random = new Random(seed);
        var sum = 0.0;
        for (var i = 0; i < Words; i++)
        {
            _words[i] = i < s_common.Length ? s_common[i] : string.Concat(Enumerable.Range(0, 3 + _random.Next(7)).Select(_ => (char)('a' + _random.Next(26))));
            _upTo[i] = sum += Math.Pow(i + 1, -1.05);
        }

        for (var i = 0; i < Words; i++)
        {
            _upTo[i] /= sum;
        }
    }

    /// <summary>The word of a rank; 0 is the most frequent.</summary>
    public string Word(int rank) => _words[rank];

    /// <summary>The Han character of a rank.</summary>
    public static string Letter(int rank) => ((char)(0x4E00 + (rank * 7 % 20_000))).ToString();

    public string Next(int number)
    {
        var text = new StringBuilder();
        if (number % 10 == 9)
        {
            for (var left = 60 + _random.Next(200); left > 0; left--)
            {
                // Few are frequent, as in any script.
                text.Append(Letter((int)(Letters * Math.Pow(_random.NextDouble(), 3)))).Append(left % 20 == 0 ? "。" : "");
            }

            return text.ToString();
        }

        for (var left = 20 + _random.Next(100); left > 0; left--)
        {
            var place = Array.BinarySearch(_upTo, _random.NextDouble());
            text.Append(_words[Math.Min(place < 0 ? ~place : place, Words - 1)]).Append(left % 15 == 0 ? ". " : " ");
        }

        return text.ToString();
    }
}
