using QualityReview.Percentiles;

namespace QualityReview.Filters;

/// <summary>A part of a rule: a test of one sample, or tests joined. Compared by value; <see cref="ToString"/> gives the
/// canonical text, and parsing that gives the same node.</summary>
public abstract record FilterNode
{
    private protected FilterNode()
    {
    }

    public sealed override string ToString() => RulePrinter.Print(this);
}

/// <summary><c>all</c>: every sample.</summary>
public sealed record AllNode : FilterNode;

/// <summary><c>none</c>: no sample.</summary>
public sealed record NoneNode : FilterNode;

/// <summary><c>a and b and c</c>: two terms or more.</summary>
public sealed record AndNode(ValueList<FilterNode> Terms) : FilterNode;

/// <summary><c>a or b or c</c>: two terms or more.</summary>
public sealed record OrNode(ValueList<FilterNode> Terms) : FilterNode;

/// <summary><c>not a</c>.</summary>
public sealed record NotNode(FilterNode Term) : FilterNode;

/// <summary><c>score(KEY) &lt;= 1.25</c>. Numbers are compared as 32-bit floats, as scores are stored.
/// A missing score makes the test false, whatever its operator.</summary>
public sealed record ScoreTest(string Key, NumberTest Test) : FilterNode;

/// <summary><c>percentile(KEY, source) &gt;= 60</c>. A missing score makes the test false, whatever its operator.</summary>
public sealed record PercentileTest(string Key, PercentileScope Scope, NumberTest Test) : FilterNode;

/// <summary><c>length &gt;= 100</c>: of the text, in Unicode code points.</summary>
public sealed record LengthTest(NumberTest Test) : FilterNode;

/// <summary><c>scored(KEY)</c>: the sample has a score.</summary>
public sealed record ScoredTest(string Key) : FilterNode;

/// <summary><c>source = "docs"</c>, and the same for the other fields with few distinct names.</summary>
public sealed record FieldTest(SampleField Field, NameTest Test) : FilterNode;

/// <summary><c>meta.FIELD = "..."</c>.</summary>
public sealed record MetaTest(string Field, NameTest Test) : FilterNode;

/// <summary><c>meta.FIELD &gt;= 2020</c>: a number, or a text that is one, compared as a 64-bit float. Anything else, and a missing
/// field, make the test false, whatever its operator.</summary>
public sealed record MetaNumberTest(string Field, NumberTest Test) : FilterNode;

/// <summary><c>meta.FIELD exists</c>: the metadata has that field, and it is not null.</summary>
public sealed record MetaExistsTest(string Field) : FilterNode;

/// <summary><c>flag(KEY) = too_short</c>: the scorer marked the score; without a key, any scorer did.</summary>
public sealed record FlagTest(string? Key, NameTest Test) : FilterNode;

/// <summary><c>text contains "..."</c>.</summary>
public sealed record TextTest(string Words) : FilterNode;

/// <summary><c>top(KEY, 500)</c>: exactly that many of the scored samples, highest percentile first, or with
/// <paramref name="Bottom"/> lowest first. Of equal scores at the cut the lower ordinals are taken.</summary>
/// <param name="Scope">Of what that many are taken: of the dataset, or of each source or each language by itself.</param>
public sealed record TopTest(string Key, Amount Amount, bool Bottom, PercentileScope Scope = PercentileScope.Dataset) : FilterNode;

/// <summary><c>random(20%, seed 7)</c>: each sample with that probability, by a hash of seed and ordinal.</summary>
public sealed record RandomTest(double Percent, int Seed) : FilterNode;

/// <summary><c>ips(KEY, 10%, seed 7)</c>: exactly that many of the scored samples, drawn without replacement with weights 1/score, so that
/// the crowded are thinned out. Samples without a score above 0 are never drawn, nor counted for a share. See
/// <see cref="Samplers.InversePropensity"/>.</summary>
public sealed record IpsTest(string Key, Amount Amount, int Seed) : FilterNode;

/// <summary><c>map in (X1, Y1, X2, Y2)</c>: the sample lies in that part of the dataset's map, its edges included.</summary>
public sealed record MapTest(int X1, int Y1, int X2, int Y2) : FilterNode;

/// <summary><c>group = 17</c>: of the groups of duplicates. A sample that is in no group makes the test false, whatever its operator.</summary>
public sealed record GroupTest(NumberTest Test) : FilterNode;

/// <summary><c>keep_one(first)</c>: every sample that has no duplicates, and of each group of duplicates exactly one.</summary>
/// <param name="By"><c>first</c>, the first imported; <c>longest</c>; or a scorer's key, for the highest percentile. Of equal ones the
/// first imported is taken, and one without a score only where none of the group has one.</param>
public sealed record KeepOneTest(string By) : FilterNode
{
    public const string First = "first", Longest = "longest";
}

/// <summary>What a rule can ask by name of a sample.</summary>
public enum SampleField
{
    Source,
    Language,
    Verdict,
    Reviewer,
    Id,

    /// <summary>Of the samples that are alike.</summary>
    Duplicate,

    /// <summary>By its number.</summary>
    Cluster,
}

/// <summary>How a number is compared.</summary>
public enum NumberOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,

    /// <summary><c>in LOW..HIGH</c>, both ends included.</summary>
    In,
}

/// <summary>A comparison with a number.</summary>
/// <param name="High">The upper end of <see cref="NumberOperator.In"/>; otherwise equal to <paramref name="Low"/>.</param>
public sealed record NumberTest(NumberOperator Operator, double Low, double High)
{
    public NumberTest(NumberOperator @operator, double value)
        : this(@operator, value, value)
    {
    }

    /// <summary>Whether a 64-bit number passes. Scores are compared as 32-bit floats instead.</summary>
    public bool Accepts(double value) => Operator switch
    {
        NumberOperator.Equal => value == Low,
        NumberOperator.NotEqual => value != Low && !double.IsNaN(value),
        NumberOperator.Less => value < Low,
        NumberOperator.LessOrEqual => value <= Low,
        NumberOperator.Greater => value > Low,
        NumberOperator.GreaterOrEqual => value >= Low,
        _ => value >= Low && value <= High,
    };
}

/// <summary>How a name is compared.</summary>
public enum NameOperator
{
    Is,

    /// <summary>The contrary of <see cref="Is"/>: true also where there is no name at all.</summary>
    IsNot,
    In,
}

/// <summary>A comparison with names, exact and case-sensitive.</summary>
/// <param name="Names">One, or for <see cref="NameOperator.In"/> one or more.</param>
public sealed record NameTest(NameOperator Operator, ValueList<string> Names);

/// <summary>A number of samples, or a share of those that have a score.</summary>
/// <param name="Value">A whole number, or 0–100.</param>
public readonly record struct Amount(double Value, bool IsPercent)
{
    /// <summary>A share is rounded to the nearest whole sample, halves up.</summary>
    public int Of(int samples) => (int)Math.Min(samples, IsPercent ? Math.Floor((samples * Value / 100) + 0.5) : Value);
}
