using System.Globalization;

namespace QualityReview.Fuzz;

/// <summary>What to fuzz, how long, and from which seed.</summary>
internal sealed record FuzzOptions
{
    public const string Supported = "supported are --parser NAME, --seconds N, --seed S, --at-once N, --out FOLDER, --input FILE and --list";

    /// <summary>Empty: all.</summary>
    public IReadOnlyList<string> Parsers { get; init; } = [];

    /// <summary>Processor seconds of each parser. The default value is 10.</summary>
    public int Seconds { get; init; } = 10;

    /// <summary>The same seed makes the same inputs. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Parsers that run at once, each in a process of its own. The default value is 1.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Where inputs are kept that a parser did not stand. The default value is a folder among the temporary files.</summary>
    public string Out { get; init; } = Path.Combine(Path.GetTempPath(), "quality-review-fuzz");

    /// <summary>Runs this one input, to see again what was found.</summary>
    public string? Input { get; init; }

    /// <summary>Names the parsers and does nothing.</summary>
    public bool List { get; init; }

    /// <summary>The one parser that this process is for; null where it starts the others.</summary>
    public string? Child { get; init; }

    /// <exception cref="WrongWordsException">A word is unknown, or a number is missing.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> words)
    {
        var options = new FuzzOptions();
        for (var i = 0; i < words.Count; i++)
        {
            options = words[i] switch
            {
                "fuzz" when i == 0 => options,
                "--parser" => options with { Parsers = [.. options.Parsers, Word(words, ++i)] },
                "--seconds" => options with { Seconds = Number(words, ++i) },
                "--seed" => options with { Seed = Number(words, ++i) },
                "--at-once" => options with { AtOnce = Number(words, ++i) },
                "--out" => options with { Out = Word(words, ++i) },
                "--input" => options with { Input = Word(words, ++i) },
                "--child" => options with { Child = Word(words, ++i) },
                "--list" => options with { List = true },
                var other => throw new WrongWordsException($"The word '{other}' is unknown; {Supported}."),
            };
        }

        return options;
    }

    private static string Word(IReadOnlyList<string> words, int place) => place < words.Count ? words[place] : throw new WrongWordsException($"{words[place - 1]} needs a word after it.");

    private static int Number(IReadOnlyList<string> words, int place) =>
        int.TryParse(Word(words, place), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new WrongWordsException($"{words[place - 1]} needs a whole number above 0 after it.");
}
