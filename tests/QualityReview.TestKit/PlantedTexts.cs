using System.Globalization;
using System.Text.Json;
using QualityReview.Hashing;

namespace QualityReview.TestKit;

/// <summary>Invented texts out of the words and sentences of the sample dataset, with near-duplicates planted among them at known
/// places. The same seed gives the same texts.</summary>
public sealed class PlantedTexts
{
    private readonly SeededRandom _random;
    private readonly List<string> _sentences = [];
    private readonly Dictionary<string, List<string>> _followers = new(StringComparer.Ordinal);
    private readonly List<string> _words;
    private readonly List<string> _boilerplates = [];

    private PlantedTexts(IEnumerable<string> samples, ulong seed)
    {
        _random = new SeededRandom(seed);
        foreach (var sentence in samples.SelectMany(text => text.Split(['.', '!', '?', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var words = sentence.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length is >= 5 and <= 40)
            {
                _sentences.Add(string.Join(' ', words));
                for (var i = 1; i < words.Length; i++)
                {
                    (_followers.TryGetValue(words[i - 1], out var known) ? known : _followers[words[i - 1]] = []).Add(words[i]);
                }
            }
        }

        _words = [.. _followers.Keys];
        for (var i = 0; i < 40; i++)
        {
            _boilerplates.Add(Sentences(2 + Below(4)));
        }
    }

    /// <summary>In a shuffled order, as a dataset would hold them.</summary>
    public IReadOnlyList<string> Texts { get; private set; } = [];

    /// <summary>Number of the planted group of each text, or -1.</summary>
    public IReadOnlyList<int> Groups { get; private set; } = [];

    /// <summary>Ordinals of the unrelated texts that have boilerplate around them.</summary>
    public IReadOnlyList<int> Framed { get; private set; } = [];

    /// <param name="file">The sample dataset.</param>
    /// <param name="swapped">Words of a hundred that a copy has changed, at most.</param>
    public static PlantedTexts Make(string file, int count = 20_000, int groups = 500, ulong seed = 1, int swapped = 5)
    {
        var samples = File.ReadLines(file).Select(line => JsonSerializer.Deserialize<JsonElement>(line).GetProperty("text").GetString()!);
        var planted = new PlantedTexts(samples, seed);
        var all = new List<(string Text, int Group, bool Framed)>();
        for (var group = 0; group < groups; group++)
        {
            var body = planted.Body();
            var copies = 2 + planted.Below(4);
            for (var copy = 0; copy < copies; copy++)
            {
                // The text itself is not always among its copies.
                all.Add((copy == 0 && planted.Below(3) > 0 ? body : planted.Changed(body, swapped), group, false));
            }
        }

        while (all.Count < count)
        {
            // One in five wears the same boilerplate as the planted copies do.
            var framed = planted.Below(5) == 0;
            var body = planted.Body();
            all.Add((framed ? planted.Around(body) : body, -1, framed));
        }

        for (var i = all.Count - 1; i > 0; i--)
        {
            var j = planted.Below(i + 1);
            (all[i], all[j]) = (all[j], all[i]);
        }

        planted.Texts = [.. all.Select(text => text.Text)];
        planted.Groups = [.. all.Select(text => text.Group)];
        planted.Framed = [.. Enumerable.Range(0, all.Count).Where(i => all[i].Framed)];
        return planted;
    }

    private int Below(int count) => _random.NextInt(count);

    private string Body() => Sentences(5 + Below(12));

    private string Sentences(int count) => string.Join(". ", Enumerable.Range(0, count).Select(_ => Sentence())) + ".";

    /// <summary>One in four is a real sentence, the others follow the real ones from word to word.</summary>
    private string Sentence()
    {
        if (Below(4) == 0)
        {
            return _sentences[Below(_sentences.Count)];
        }

        var words = new List<string> { _words[Below(_words.Count)] };
        var length = 6 + Below(20);
        while (words.Count < length && _followers.TryGetValue(words[^1], out var next))
        {
            words.Add(next[Below(next.Count)]);
        }

        return string.Join(' ', words);
    }

    private string Changed(string body, int swapped)
    {
        if (Below(2) == 0)
        {
            body = Swap(body, swapped);
        }

        if (Below(3) == 0)
        {
            body = Recase(body);
        }

        return Below(3) switch
        {
            0 => Around(body),
            1 => Own(body),
            _ => body,
        };
    }

    /// <summary>Puts other words in the place of some, or lets neighbours change places.</summary>
    private string Swap(string body, int swapped)
    {
        var words = body.Split(' ');
        var changes = 1 + Below(Math.Max(1, words.Length * swapped / 100));
        for (var i = 0; i < changes; i++)
        {
            var at = Below(words.Length - 1);
            if (Below(3) == 0)
            {
                (words[at], words[at + 1]) = (words[at + 1], words[at]);
            }
            else
            {
                words[at] = _words[Below(_words.Count)];
            }
        }

        return string.Join(' ', words);
    }

    private string Recase(string body) => Below(3) switch
    {
        0 => body.ToUpperInvariant(),
        1 => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(body),
        _ => body.Replace(". ", " .\n\n  ", StringComparison.Ordinal).Replace(",", " ;", StringComparison.Ordinal),
    };

    /// <summary>What many texts have around them.</summary>
    private string Around(string body) => $"{_boilerplates[Below(_boilerplates.Count)]}\n\n{body}\n\n{_boilerplates[Below(_boilerplates.Count)]}";

    /// <summary>A line before and behind that no other text has.</summary>
    private string Own(string body) => string.Create(
        CultureInfo.InvariantCulture,
        $"Posted by {_words[Below(_words.Count)]} on 2024-{1 + Below(12):00}-{1 + Below(28):00}, {Below(900)} comments\n{body}\nRead on: {Sentence()}");
}
