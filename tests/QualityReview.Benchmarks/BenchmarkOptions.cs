using System.Globalization;

namespace QualityReview.Benchmarks;

/// <summary>What to measure and how long.</summary>
internal sealed record BenchmarkOptions
{
    public const string Scoring = "scoring", Rules = "rules", Density = "density", Queues = "queues";

    private static readonly string[] s_names = [Scoring, Rules, Density, Queues];

    /// <summary>Empty: everything but the queues, which need a server that was built before.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Texts to score. The default value is 320: two chunks, and three of paragraphs.</summary>
    public int Texts { get; init; } = 320;

    /// <summary>How often each variant runs; the best counts. The default value is 2.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>People who review at the same time. The default value is 50.</summary>
    public int People { get; init; } = 50;

    /// <summary>Verdicts that they give together. The default value is 20,000.</summary>
    public int Verdicts { get; init; } = 20_000;

    /// <summary>Milliseconds that a person looks at a sample, on average. The default value is 100.</summary>
    public int Pause { get; init; } = 100;

    public bool Wants(string name) => Names.Count == 0 ? name != Queues : Names.Contains(name);

    /// <exception cref="WrongWordsException">A word is unknown, or a number is missing.</exception>
    public static BenchmarkOptions Parse(IReadOnlyList<string> words)
    {
        var options = new BenchmarkOptions();
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "--texts" => options with { Texts = Number(words, ++i) },
                "--rounds" => options with { Rounds = Number(words, ++i) },
                "--people" => options with { People = Number(words, ++i) },
                "--verdicts" => options with { Verdicts = Number(words, ++i) },
                "--pause" => options with { Pause = Number(words, ++i) },
                var name when s_names.Contains(name) => options with { Names = [.. options.Names, name] },
                var other => throw new WrongWordsException($"The word '{other}' is unknown; supported are {string.Join(", ", s_names)}, --texts N, --rounds R, --people P, --verdicts V and --pause MS."),
            };
        }
        return options;
    }

    private static int Number(IReadOnlyList<string> words, int place) =>
        place < words.Count && int.TryParse(words[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new WrongWordsException($"{words[place - 1]} needs a whole number above 0 after it.");
}
