namespace QualityReview.Web.Compare;

/// <summary>What the page What if assumes, as its address says it. Null and empty stand for what the page finds itself.</summary>
public sealed record WhatIfAddress
{
    /// <summary>Pools at most.</summary>
    public const int MostPools = 10;

    /// <summary>Key of the scorer whose percentiles cut the pools.</summary>
    public string By { get; init; } = "";

    /// <summary>Tokens of the corpus that the dataset stands for.</summary>
    public double? Corpus { get; init; }

    /// <summary>Tokens to train on, repetitions included.</summary>
    public double? Budget { get; init; }

    /// <summary>b of each pool.</summary>
    public IReadOnlyList<double>? Utilities { get; init; }

    /// <summary>τ of each pool.</summary>
    public IReadOnlyList<double>? HalfLives { get; init; }

    /// <summary>Tokens of each pool.</summary>
    public IReadOnlyList<double>? Sizes { get; init; }

    /// <summary>a.</summary>
    public double? Scale { get; init; }

    /// <summary>d.</summary>
    public double? Floor { get; init; }

    /// <summary>What is seen is counted in this many tokens.</summary>
    public double? Unit { get; init; }

    /// <summary>R*.</summary>
    public double? Decay { get; init; }

    /// <summary>Parameters of the model that will be trained.</summary>
    public double? Model { get; init; }

    /// <summary>Parameters of scorers by key, where their names do not tell.</summary>
    public IReadOnlyDictionary<string, double> Scorers { get; init; } = new Dictionary<string, double>();

    /// <summary>Reads the values of an address by their names; what is wrong gets its default value.</summary>
    /// <param name="value">The value of a parameter, or null.</param>
    /// <param name="scorers">Parameters of scorers, each "KEY:NUMBER".</param>
    public static WhatIfAddress Of(Func<string, string?> value, IEnumerable<string> scorers) => new()
    {
        By = value("by") ?? "",
        Corpus = WhatIfNumber.Parse(value("corpus"), 1, 1e18),
        Budget = WhatIfNumber.Parse(value("budget"), 1, 1e18),
        Utilities = WhatIfNumber.ParseList(value("b"), -5, -1e-6, MostPools),
        HalfLives = WhatIfNumber.ParseList(value("tau"), .01, 100, MostPools),
        Sizes = WhatIfNumber.ParseList(value("size"), 1, 1e18, MostPools),
        Scale = WhatIfNumber.Parse(value("a"), 1e-9, 1e9),
        Floor = WhatIfNumber.Parse(value("d"), 0, 100),
        Unit = WhatIfNumber.Parse(value("unit"), 1e-3, 1e18),
        Decay = WhatIfNumber.Parse(value("rs"), .01, 1e4),
        Model = WhatIfNumber.Parse(value("model"), 1, 1e15),
        Scorers = scorers.Select(text => (Text: text, Colon: text.LastIndexOf(':'))).Where(pair => pair.Colon > 0)
            .Select(pair => (Key: pair.Text[..pair.Colon], Number: WhatIfNumber.Parse(pair.Text[(pair.Colon + 1)..], 1, 1e15)))
            .Where(pair => pair.Number is not null).DistinctBy(pair => pair.Key).ToDictionary(pair => pair.Key, pair => pair.Number!.Value),
    };

    /// <summary>A query string with its "?", or empty.</summary>
    public string ToQueryString()
    {
        List<string> parts = [];
        Add("by", By.Length == 0 ? null : Uri.EscapeDataString(By));
        Number("corpus", Corpus);
        Number("budget", Budget);
        List("b", Utilities);
        List("tau", HalfLives);
        List("size", Sizes);
        Number("a", Scale);
        Number("d", Floor);
        Number("unit", Unit);
        Number("rs", Decay);
        Number("model", Model);
        foreach (var (key, parameters) in Scorers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add("params", $"{Uri.EscapeDataString(key)}:{WhatIfNumber.Exact(parameters)}");
        }

        return parts.Count == 0 ? "" : "?" + string.Join('&', parts);

        void Number(string name, double? number) => Add(name, number is { } known ? Uri.EscapeDataString(WhatIfNumber.Exact(known)) : null);

        void List(string name, IReadOnlyList<double>? numbers) => Add(name, numbers is null ? null : string.Join(',', numbers.Select(WhatIfNumber.Exact)));

        void Add(string name, string? text)
        {
            if (text is not null)
            {
                parts.Add($"{name}={text}");
            }
        }
    }
}
