namespace QualityReview.Web.Shared;

/// <summary>What a number means, in one sentence. The page Numbers and the README list them all, in this order.</summary>
/// <param name="Key">Anchor on the page Numbers; never changed.</param>
public sealed record Explanation(string Key, string Title, string Sentence)
{
    public static readonly Explanation Percentile = new("percentile", "Percentile", "Where a score stands among all samples that have one, from 0 to 100: at percentile 97 three samples of a hundred score higher.");

    public static readonly Explanation AskLlm = new("p-yes", "P(yes)", "The probability that a language model, asked whether the text is good training data, answers with “yes”, over all its spellings.");

    public static readonly Explanation Perplexity = new("bits-per-byte", "Bits per byte", "How many bits a language model needs for each byte of the text: few where every word was to be expected, many where it was surprised; models with other tokens can be compared by it.");

    public static readonly Explanation Density = new("density", "Density", "How many samples say something alike: at density 97 only three samples of a hundred have a more crowded neighbourhood, which is neither good nor bad.");

    public static readonly Explanation Surprisal = new("surprisal", "Surprisal", "How many bits a token took the model by surprise: 1 where it gave it one chance in two, 10 where one in a thousand.");

    public static readonly Explanation Hajek = new("hajek", "Estimate for the whole", "Each verdict counts for as many samples as its chance of being drawn says (Hájek), so that the judged few stand for all.");

    public static readonly Explanation Interval = new("interval", "95% interval", "What chance leaves open: of a hundred intervals made in this way, about 95 hold the true value.");

    public static readonly Explanation Precision = new("precision", "Precision", "Of the samples that the filter keeps, the share that people keep too.");

    public static readonly Explanation Recall = new("recall", "Recall", "Of the samples that people keep, the share that the filter keeps too.");

    public static readonly Explanation Agreement = new("alpha", "Alpha and kappa", "Agreement beyond what chance would bring: 1 is full agreement, 0 is what guessing at the same rates would reach.");

    public static readonly Explanation RankCorrelation = new("rank-correlation", "Rank correlation", "Whether two scorers put samples into the same order: 1 is the same, 0 is no relation, −1 is the opposite order.");

    public static readonly Explanation EffectiveNumber = new("effective-number", "Effective number of clusters", "How many clusters of equal size would be as mixed as these are: it falls where a few clusters take over.");

    public static readonly Explanation Similarity = new("similarity", "Similarity of duplicates", "Of all runs of words that two texts have, the share that both have (Jaccard): 1 is the same text.");

    public static IReadOnlyList<Explanation> All { get; } =
        [Percentile, AskLlm, Perplexity, Density, Surprisal, Hajek, Interval, Precision, Recall, Agreement, RankCorrelation, EffectiveNumber, Similarity];

    /// <summary>What a scorer's number means; null where its method is not one of the three.</summary>
    public static Explanation? OfMethod(string method) => method switch
    {
        "ask_llm" => AskLlm,
        "perplexity" => Perplexity,
        "density" => Density,
        _ => null,
    };
}
