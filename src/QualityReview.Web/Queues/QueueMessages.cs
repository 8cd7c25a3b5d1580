using System.Text.Json.Serialization;
using QualityReview.Reviews;

namespace QualityReview.Web.Queues;

/// <summary>What focus mode is given: items, and the guideline where the page has another one.</summary>
/// <param name="Outcome">See <see cref="QualityReview.Queues.TakeOutcome"/>.</param>
/// <param name="Left">Items that this person could still judge.</param>
/// <param name="Recent">The last verdicts and skips that can be taken back, newest first; null where they were not asked for.</param>
public sealed record QueueAnswer(string Outcome, int Left, IReadOnlyList<ItemAnswer> Items, GuidelineAnswer? Guideline, IReadOnlyList<RecentAnswer>? Recent);

/// <summary>A sample to judge.</summary>
/// <param name="Text">Its beginning where <paramref name="IsCut"/>.</param>
/// <param name="Characters">Of the whole text.</param>
/// <param name="Scores">Null in a blind queue.</param>
/// <param name="Verdict">The verdict that it has, in words; null in a blind queue and where there is none.</param>
public sealed record ItemAnswer(int Position, string Text, bool IsCut, int Characters, string Language, IReadOnlyList<ScoreAnswer>? Scores, string? Verdict);

/// <summary>A score as a percentile, 0–100; null where there is none.</summary>
public sealed record ScoreAnswer(string Title, double? Percentile);

/// <summary>What reviewers are asked to go by.</summary>
/// <param name="Version">1 for the first; 0 where there is none.</param>
public sealed record GuidelineAnswer(int Version, string Text);

/// <summary>An act that can be taken back.</summary>
/// <param name="Verdict">keep, drop, unsure, or skip.</param>
public sealed record RecentAnswer(string Key, int Position, string Verdict, string Text);

/// <summary>What focus mode sends: acts in the order in which they were done.</summary>
public sealed record ActsRequest
{
    public const int MostActs = 100;

    /// <summary>Who was at work when the page was opened: refused where somebody else is signed in by now.</summary>
    public string Person { get; init; } = "";

    /// <summary>Whether to answer with the scores of what was judged.</summary>
    public bool Reveal { get; init; }

    public IReadOnlyList<ActRequest> Acts { get; init; } = [];
}

/// <summary>A verdict, a skip, or the taking back of one.</summary>
public sealed record ActRequest
{
    /// <summary>Made by the client, 8 to 64 letters and digits; the same key sent twice is one act.</summary>
    public string Key { get; init; } = "";

    /// <summary>keep, drop, unsure, skip or undo.</summary>
    public string Act { get; init; } = "";

    public int Position { get; init; }

    public IReadOnlyList<string> Reasons { get; init; } = [];

    public string Note { get; init; } = "";

    public double? Seconds { get; init; }

    /// <summary>Version of the guideline that was on the screen.</summary>
    public int Guideline { get; init; }

    /// <summary>Of an undo: the key of what it takes back.</summary>
    public string Undoes { get; init; } = "";

    [JsonIgnore]
    public Verdict Verdict => Act switch { "keep" => Verdict.Keep, "drop" => Verdict.Drop, "unsure" => Verdict.Unsure, _ => Verdict.None };
}

/// <summary>What became of the acts.</summary>
/// <param name="Results">One for each act, in the same order.</param>
public sealed record ActsAnswer(IReadOnlyList<ActAnswer> Results);

/// <summary>What became of an act.</summary>
/// <param name="Saved">It is on disk.</param>
/// <param name="Fault">Why it can never be, in a sentence; null where it was saved.</param>
/// <param name="Scores">Of what was judged, where that was asked for.</param>
public sealed record ActAnswer(string Key, bool Saved, string? Fault = null, IReadOnlyList<ScoreAnswer>? Scores = null);

/// <summary>The keys by which a person judges.</summary>
/// <param name="Keys">Act to key; those left out get their default.</param>
public sealed record KeysRequest(IReadOnlyDictionary<string, string> Keys);
