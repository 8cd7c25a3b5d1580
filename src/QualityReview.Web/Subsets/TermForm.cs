using QualityReview.Filters;
using QualityReview.Percentiles;
using QualityReview.Scorers;

namespace QualityReview.Web.Subsets;

/// <summary>One term of a rule as fields that a person fills in. Fields that its kind does not have are left alone.</summary>
internal sealed class TermForm
{
    private const string AnyScorer = "";

    private readonly SampleTable _table;

    private TermForm(SampleTable table, string kind) => (_table, Kind) = (table, kind);

    /// <summary>See <see cref="TermKinds"/>.</summary>
    public string Kind { get; }

    /// <summary>Of a scorer; empty for any scorer's flag.</summary>
    public string Key { get; set; } = AnyScorer;

    public PercentileScope Scope { get; set; }

    public NumberOperator Operator { get; set; } = NumberOperator.GreaterOrEqual;

    public double Low { get; set; }

    public double High { get; set; }

    /// <summary>A contrary: none of the names.</summary>
    public bool IsNot { get; set; }

    public List<string> Names { get; } = [];

    public double Amount { get; set; } = 10;

    public bool IsPercent { get; set; } = true;

    public bool Bottom { get; set; }

    public int Seed { get; set; } = 1;

    /// <summary>A field of the metadata, or the words of a search.</summary>
    public string Text { get; set; } = "";

    public bool HasKey => Kind is TermKinds.Percentile or TermKinds.Score or TermKinds.Top or TermKinds.Scored or TermKinds.Flag or TermKinds.KeepOne or TermKinds.Ips;

    public bool HasScope => Kind is TermKinds.Percentile or TermKinds.Top;

    public bool HasNumber => Kind is TermKinds.Percentile or TermKinds.Score or TermKinds.Length or TermKinds.Group or TermKinds.MetaNumber;

    public bool HasNames => Kind is TermKinds.Source or TermKinds.Language or TermKinds.Verdict or TermKinds.Reviewer or TermKinds.Flag or TermKinds.Duplicate or TermKinds.Cluster or TermKinds.Id or TermKinds.MetaText;

    public bool HasAmount => Kind is TermKinds.Top or TermKinds.Ips;

    public bool HasSeed => Kind is TermKinds.Random or TermKinds.Ips;

    public bool HasText => Kind is TermKinds.MetaText or TermKinds.MetaNumber or TermKinds.MetaExists or TermKinds.Text;

    /// <summary>What names can be chosen from, most frequent first; null where they are written.</summary>
    public IReadOnlyList<string>? Choices => Kind switch
    {
        TermKinds.Source => _table.Sources.Names,
        TermKinds.Language => _table.Languages.Names,
        TermKinds.Verdict => ["none", "keep", "drop", "unsure"],
        TermKinds.Flag => [.. FlagNames.All.Select(flag => flag.Name)],
        TermKinds.Duplicate => ["unique", "first", "copy", "unchecked"],
        _ => null,
    };

    /// <summary>A term of that kind to begin with.</summary>
    public static FilterNode New(string kind, SampleTable table)
    {
        var form = new TermForm(table, kind) { Low = kind is TermKinds.Length ? 200 : kind is TermKinds.Percentile ? 50 : kind is TermKinds.Group ? 1 : 0 };
        form.Key = kind switch { TermKinds.Flag => AnyScorer, TermKinds.KeepOne => KeepOneTest.First, TermKinds.Ips => KeyOf(Thinnable(table).First(), table), _ => table.Scores.Count == 0 ? "" : KeyOf(table.Scores[0], table) };
        form.Names.Add(kind switch { TermKinds.Cluster => "1", TermKinds.Verdict => "keep", TermKinds.Id or TermKinds.Reviewer or TermKinds.MetaText => "…", _ => form.Choices is [var first, ..] ? first : "" });
        form.Text = kind == TermKinds.Text ? "…" : "field";
        form.Scope = PercentileScope.Dataset;
        return form.ToNode();
    }

    /// <summary>Null where the page can only show the term.</summary>
    public static TermForm? Of(FilterNode term, SampleTable table)
    {
        if (TermKinds.Of(term) is not { } kind)
        {
            return null;
        }

        var form = new TermForm(table, kind);
        switch (term)
        {
            case PercentileTest test:
                (form.Key, form.Scope) = (test.Key, test.Scope);
                form.Take(test.Test);
                break;
            case ScoreTest test:
                form.Key = test.Key;
                form.Take(test.Test);
                break;
            case TopTest test:
                (form.Key, form.Scope, form.Amount, form.IsPercent, form.Bottom) = (test.Key, test.Scope, test.Amount.Value, test.Amount.IsPercent, test.Bottom);
                break;
            case ScoredTest test:
                form.Key = test.Key;
                break;
            case FlagTest test:
                form.Key = test.Key ?? AnyScorer;
                form.Take(test.Test);
                break;
            case LengthTest test:
                form.Take(test.Test);
                break;
            case FieldTest test:
                form.Take(test.Test);
                break;
            case MetaTest test:
                form.Text = test.Field;
                form.Take(test.Test);
                break;
            case MetaNumberTest test:
                form.Text = test.Field;
                form.Take(test.Test);
                break;
            case MetaExistsTest test:
                form.Text = test.Field;
                break;
            case TextTest test:
                form.Text = test.Words;
                break;
            case GroupTest test:
                form.Take(test.Test);
                break;
            case KeepOneTest test:
                form.Key = test.By;
                break;
            case RandomTest test:
                (form.Amount, form.Seed) = (test.Percent, test.Seed);
                break;
            case IpsTest test:
                (form.Key, form.Amount, form.IsPercent, form.Seed) = (test.Key, test.Amount.Value, test.Amount.IsPercent, test.Seed);
                break;
        }

        return form;
    }

    /// <summary>The term; may be one that no rule can hold, such as a percentile of 200: the parser says so.</summary>
    public FilterNode ToNode() => Kind switch
    {
        TermKinds.Percentile => new PercentileTest(Key, Scope, Number()),
        TermKinds.Score => new ScoreTest(Key, Number()),
        TermKinds.Top => new TopTest(Key, new Amount(Amount, IsPercent), Bottom, Scope),
        TermKinds.Scored => new ScoredTest(Key),
        TermKinds.Flag => Named(test => new FlagTest(Key.Length == 0 ? null : Key, test)),
        TermKinds.Length => new LengthTest(Number()),
        TermKinds.MetaText => Named(test => new MetaTest(Text, test)),
        TermKinds.MetaNumber => new MetaNumberTest(Text, Number()),
        TermKinds.MetaExists => new MetaExistsTest(Text),
        TermKinds.Text => new TextTest(Text),
        TermKinds.Group => new GroupTest(Number()),
        TermKinds.KeepOne => new KeepOneTest(Key),
        TermKinds.Random => new RandomTest(Amount, Seed),
        TermKinds.Ips => new IpsTest(Key, new Amount(Amount, IsPercent), Seed),
        _ => Named(test => new FieldTest(Enum.Parse<SampleField>(Kind, ignoreCase: true), test)),
    };

    /// <summary>Scorers by which a draw can thin out.</summary>
    public static IEnumerable<ScoreColumn> Thinnable(SampleTable table) => table.Scores.Where(column => column.Card.Direction != ScoreDirection.HigherIsBetter);

    /// <summary>How a rule names a scorer in fewest letters: by its method where that is enough.</summary>
    public static string KeyOf(ScoreColumn column, SampleTable table) => table.Find(column.Card.Method) == column ? column.Card.Method : column.Card.Key;

    private void Take(NumberTest test) => (Operator, Low, High) = (test.Operator, test.Low, test.High);

    private void Take(NameTest test)
    {
        IsNot = test.Operator == NameOperator.IsNot;
        Names.AddRange(test.Names);
    }

    private NumberTest Number() => Operator == NumberOperator.In ? new NumberTest(Operator, Math.Min(Low, High), Math.Max(Low, High)) : new NumberTest(Operator, Low);

    private FilterNode Named(Func<NameTest, FilterNode> test) => (IsNot, Names.Count) switch
    {
        (true, 1) => test(new NameTest(NameOperator.IsNot, [.. Names])),
        (true, _) => new NotNode(test(new NameTest(NameOperator.In, [.. Names]))),
        (false, 1) => test(new NameTest(NameOperator.Is, [.. Names])),
        _ => test(new NameTest(NameOperator.In, [.. Names])),
    };
}
