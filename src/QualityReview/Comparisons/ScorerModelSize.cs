using System.Globalization;
using System.Text.RegularExpressions;
using QualityReview.Scorers;

namespace QualityReview.Comparisons;

/// <summary>How many parameters a model has, as far as its name tells.</summary>
public static partial class ScorerModelSize
{
    // Chung et al. 2022, "Scaling Instruction-Finetuned Language Models", arXiv 2210.11416, table 2.
    private static readonly Dictionary<string, double> _t5 = new(StringComparer.OrdinalIgnoreCase) { ["small"] = 80e6, ["base"] = 250e6, ["large"] = 780e6, ["xl"] = 3e9, ["xxl"] = 11e9 };

    /// <summary>Null where the name of the scorer's model and its title say nothing of a size.</summary>
    public static double? Of(ScorerCard card) => (card.Receipt.TryGetValue("model", out var model) ? OfName(model) : null) ?? OfName(card.Title);

    /// <summary>"Qwen2.5-0.5B-Instruct" has 0.5 billion, "flan-t5-xl" 3 billion; null where the name has no size.</summary>
    public static double? OfName(string name)
    {
        if (T5().Match(name) is { Success: true } t5)
        {
            return _t5[t5.Groups["size"].Value];
        }

        return Number().Match(name) is { Success: true } found
            ? double.Parse(found.Groups["number"].Value, CultureInfo.InvariantCulture) * (found.Groups["unit"].Value is "b" or "B" ? 1e9 : 1e6)
            : null;
    }

    [GeneratedRegex("t5[-_. ](?:v1[-_.]1[-_])?(?<size>small|base|large|xxl|xl)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex T5();

    // Not the 7B of 8x7B, which is one of several parts, and not the end of a longer number.
    [GeneratedRegex("(?<![0-9.xX])(?<number>[0-9]{1,4}(?:[.][0-9]{1,3})?) ?(?<unit>[bBmM])(?![a-zA-Z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
