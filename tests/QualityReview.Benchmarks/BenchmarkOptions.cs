using System.Globalization;

namespace QualityReview.Benchmarks;

/// <summary>What to measure and how long.</summary>
internal sealed record BenchmarkOptions
{
    public const string Scoring = "scoring", Spread = "spread", Memory = "memory", Rules = "rules", Density = "density",
        RealDensity = "real-density", DensityGrowth = "density-growth", Neighbours = "neighbours", Clusters = "clusters", Map = "map",
        Duplicates = "duplicates", Queues = "queues", CompareScorers = "compare-scorers", CompareFilters = "compare-filters", CompareCut = "compare-cut",
        Import = "import", Export = "export", Search = "search", LongTexts = "long-texts", Pages = "pages",
        Feel = "feel", Gpu = "gpu";

    // What runs without being named takes some minutes.
    private static readonly string[] s_short = [Scoring, Rules, Density];
    private static readonly string[] s_names =
    [
        Scoring, Spread, Memory, Rules, Density, RealDensity, DensityGrowth, Neighbours,
        Clusters, Map, Duplicates, Queues, CompareScorers, CompareFilters, CompareCut, Import,
        Export, Search, LongTexts, Pages, Feel, Gpu,
    ];

    /// <summary>Empty: the short ones.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Texts to score; 0 (the default value) is what the benchmark was made for.</summary>
    public int Texts { get; init; }

    /// <summary>Made-up texts or samples, where a benchmark makes some. The default value is 200,000; a million texts are about 2 GB in memory.</summary>
    public int Samples { get; init; } = 200_000;

    /// <summary>Bytes of each made-up text that is exported and imported. The default value is 1,000.</summary>
    public int Bytes { get; init; } = 1000;

    /// <summary>How often each variant runs; the best counts. The default value is 2.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>People who review at the same time. The default value is 50.</summary>
    public int People { get; init; } = 50;

    /// <summary>Verdicts that they give together. The default value is 20,000.</summary>
    public int Verdicts { get; init; } = 20_000;

    /// <summary>Milliseconds that a person looks at a sample, on average. The default value is 100.</summary>
    public int Pause { get; init; } = 100;

    /// <summary>Program of a Python with numpy, scipy and scikit-learn. The default value is <c>python3</c>.</summary>
    public string Python { get; init; } = "python3";

    /// <summary>Computes in full what is scaled up from a part otherwise: half an hour. The default value is false.</summary>
    public bool Full { get; init; }

    /// <summary>Most vectors of which densities are computed. The default value is a million, which takes 2 GB.</summary>
    public int Most { get; init; } = 1_000_000;

    /// <summary>Data folder of a made-up dataset, which is written where the folder has none; null: one that is deleted afterwards.</summary>
    public string? Folder { get; init; }

    /// <summary>Minutes in which people browse and review at once; 0 (the default value): they do not.</summary>
    public int Minutes { get; init; }

    public bool Wants(string name) => Names.Count == 0 ? s_short.Contains(name) : Names.Contains(name);

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
                "--bytes" => options with { Bytes = Number(words, ++i) },
                "--rounds" => options with { Rounds = Number(words, ++i) },
                "--people" => options with { People = Number(words, ++i) },
                "--verdicts" => options with { Verdicts = Number(words, ++i) },
                "--pause" => options with { Pause = Number(words, ++i) },
                "--python" when i + 1 < words.Count => options with { Python = words[++i] },
                "--folder" when i + 1 < words.Count => options with { Folder = words[++i] },
                "--minutes" => options with { Minutes = Number(words, ++i) },
                "--full" => options with { Full = true },
                "--most" => options with { Most = Number(words, ++i) },
                var name when s_names.Contains(name) => options with { Names = [.. options.Names, name] },
                var other => throw new WrongWordsException($"The word '{other}' is unknown; supported are {string.Join(", ", s_names)}, --texts N, --samples N, --bytes N, --rounds R, --python PROGRAM, --people P, --verdicts V, --pause MS, --most N, --folder FOLDER, --minutes M and --full."),
            };
        }
        return options;
    }

    private static int Number(IReadOnlyList<string> words, int place) =>
        place < words.Count && int.TryParse(words[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new WrongWordsException($"{words[place - 1]} needs a whole number above 0 after it.");
}
