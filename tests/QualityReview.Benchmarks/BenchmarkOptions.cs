using System.Globalization;

namespace QualityReview.Benchmarks;

/// <summary>What to measure and how long.</summary>
internal sealed record BenchmarkOptions
{
    public const string Scoring = "scoring", Rules = "rules", Density = "density", Duplicates = "duplicates";

    private static readonly string[] s_names = [Scoring, Rules, Density, Duplicates];

    /// <summary>Empty: everything.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Texts to score. The default value is 320: two chunks, and three of paragraphs.</summary>
    public int Texts { get; init; } = 320;

    /// <summary>Made-up texts among which duplicates are sought. The default value is 200,000; a million are about 2 GB of texts in memory.</summary>
    public int Samples { get; init; } = 200_000;

    /// <summary>How often each variant runs; the best counts. The default value is 2.</summary>
    public int Rounds { get; init; } = 2;

    public bool Wants(string name) => Names.Count == 0 || Names.Contains(name);

    /// <exception cref="WrongWordsException">A word is unknown, or a number is missing.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> words)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--texts" => options with { Texts = Number(words, ++i) },
                "--samples" => options with { Samples = Number(words, ++i) },
                "--rounds" => options with { Rounds = Number(words, ++i) },
                var name when s_names.Contains(name) => options with { Names = [.. options.Names, name] },
                var other => throw new WrongWordsException($"The word '{other}' is unknown; supported are {string.Join(", ", s_names)}, --texts N, --samples N and --rounds R."),
            };
        }
        return options;
    }

    private static int Number(IReadOnlyList<string> words, int place) =>
        place < words.Count && int.TryParse(words[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new WrongWordsException($"{words[place - 1]} needs a whole number above 0 after it.");
}
