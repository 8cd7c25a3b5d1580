using System.Globalization;
using QualityReview.Percentiles;

namespace QualityReview.Filters;

/// <summary>What samples can be ordered by.</summary>
public enum SortBy
{
    /// <summary>The order of import.</summary>
    Dataset,
    Length,
    Percentile,
    Random,

    /// <summary>Groups of duplicates together, group 1 first; samples that are in none last.</summary>
    Group,
}

/// <summary>An order of samples. Ties stand in the order of import, and samples without a score last, both ways.</summary>
/// <param name="Key">The scorer of <see cref="SortBy.Percentile"/>; otherwise empty.</param>
/// <param name="Seed">Of <see cref="SortBy.Random"/>; otherwise 0.</param>
public sealed record SampleSort(SortBy By, string Key = "", PercentileScope Scope = PercentileScope.Dataset, int Seed = 0, bool Descending = false)
{
    public static SampleSort Dataset { get; } = new(SortBy.Dataset);

    public static SampleSort Percentile(string key, PercentileScope scope = PercentileScope.Dataset, bool descending = true) => new(SortBy.Percentile, key, scope, Descending: descending);

    /// <summary>The order without its direction: <c>dataset</c>, <c>length</c>, <c>group</c>, <c>percentile(KEY)</c>, <c>percentile(KEY, source)</c>
    /// or <c>random(7)</c>.</summary>
    public override string ToString() => By switch
    {
        SortBy.Percentile => $"percentile({RulePrinter.Word(Key)}{(Scope == PercentileScope.Dataset ? "" : $", {RuleWords.Of(Scope)}")})",
        SortBy.Random => string.Create(CultureInfo.InvariantCulture, $"random({Seed})"),
        SortBy.Length => "length",
        SortBy.Group => "group",
        _ => "dataset",
    };

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="table">Where given, the scorer must be known to it.</param>
    /// <exception cref="WrongWordsException">The text is no order; the message says where.</exception>
    public static SampleSort Parse(string text, bool descending = false, SampleTable? table = null)
    {
        var parser = new RuleParser(text, table);
        return parser.ParseSort() is { } sort ? sort with { Descending = descending } : throw new WrongWordsException(parser.Fault!.Message);
    }
}
