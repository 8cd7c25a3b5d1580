using System.Globalization;
using QualityReview.Faults.Kinds;

namespace QualityReview.Faults;

/// <summary>What the words after the program say.</summary>
internal sealed record FaultOptions
{
    /// <summary>Full path of quality-review.dll, whose program is tested. The default value is that of this repository.</summary>
    public required string Program { get; init; }

    /// <summary>Folder for data folders; made where it is missing. The default value is a new one among the temporary files.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the program is watched for a long time instead of being disturbed.</summary>
    public bool Soaks { get; init; }

    /// <summary>How long a soak takes. The default value is 30.</summary>
    public double Minutes { get; init; } = 30;

    /// <summary>The default value is 200.</summary>
    public int Runs { get; init; } = 200;

    /// <summary>The first run's seed; each following run has the next one. The default value is 1.</summary>
    public int First { get; init; } = 1;

    /// <summary>Runs at the same time. The default value is 1.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Name of the only fault; null for all.</summary>
    public string? Fault { get; init; }

    /// <summary>Name of the only scenario; null for all that the fault can be had in.</summary>
    public string? Scenario { get; init; }

    /// <summary>Whether the folders of runs without a breach stay too.</summary>
    public bool Keeps { get; init; }

    /// <exception cref="WrongWordsException">A word is unknown, or what belongs to it is missing.</exception>
    public static FaultOptions Parse(IReadOnlyList<string> words)
    {
        var options = new FaultOptions { Program = "", Folder = "" };
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "soak" when i == 0 => options with { Soaks = true },
                "--minutes" => options with { Minutes = Number(words, ++i) },
                "--runs" => options with { Runs = Number(words, ++i) },
                "--first" => options with { First = Number(words, ++i) },
                "--seed" => options with { First = Number(words, ++i), Runs = 1 },
                "--at-once" => options with { AtOnce = Number(words, ++i) },
                "--fault" => options with { Fault = OneOf(words, ++i, FaultKind.All.Select(fault => fault.Name)) },
                "--scenario" => options with { Scenario = OneOf(words, ++i, Scenarios.Scenario.All.Select(scenario => scenario.Name)) },
                "--program" when i + 1 < words.Count => options with { Program = Path.GetFullPath(words[++i]) },
                "--folder" when i + 1 < words.Count => options with { Folder = Path.GetFullPath(words[++i]) },
                "--keep" => options with { Keeps = true },
                var other => throw new WrongWordsException(
                    $"The word '{other}' is unknown; supported are soak (first) with --minutes N, --runs N, --first N, --seed N, --at-once N, --fault NAME, --scenario NAME, --program DLL, --folder FOLDER and --keep."),
            };
        }

        return options with
        {
            Program = options.Program.Length > 0 ? options.Program : RunningProgram.Find(),
            Folder = options.Folder.Length > 0 ? options.Folder : Directory.CreateTempSubdirectory("quality-review-faults-").FullName,
        };
    }

    private static int Number(IReadOnlyList<string> words, int place) =>
        place < words.Count && int.TryParse(words[place], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new WrongWordsException($"{words[place - 1]} needs a whole number above 0 after it.");

    private static string OneOf(IReadOnlyList<string> words, int place, IEnumerable<string> names)
    {
        List<string> known = [.. names];
        return place < words.Count && known.Contains(words[place]) ? words[place] : throw new WrongWordsException($"{words[place - 1]} needs one of {string.Join(", ", known)} after it.");
    }
}
