using QualityReview.Percentiles;

namespace QualityReview.Filters;

/// <summary>The order of a list is written in the words of rules.</summary>
internal sealed partial class RuleParser
{
    private static readonly string[] _sorts = ["dataset", "length", "percentile", "group", "random"];

    public SampleSort? ParseSort()
    {
        _what = "sort";
        _token = RuleLexer.Read(rule, 0);
        SampleSort? sort;
        if (Take("dataset"))
        {
            sort = SampleSort.Dataset;
        }
        else if (Take("length"))
        {
            sort = new SampleSort(SortBy.Length);
        }
        else if (_token.IsWord("group"))
        {
            var start = _token;
            Next();
            sort = Sought(start) ? new SampleSort(SortBy.Group) : null;
        }
        else if (Take("random"))
        {
            sort = Expect("(") && Value("the seed's number", 0, int.MaxValue, whole: true) is { } seed && Expect(")") ? new SampleSort(SortBy.Random, Seed: (int)seed) : null;
        }
        else if (Take("percentile"))
        {
            sort = KeyAndScope() is var (key, scope) ? new SampleSort(SortBy.Percentile, key, scope) : null;
        }
        else
        {
            sort = Unexpected<SampleSort>("dataset, length, group, percentile(KEY) or random(SEED)", _sorts);
        }

        return sort is null || _token.Kind == TokenKind.End ? sort : Unexpected<SampleSort>("the end of the sort");
    }

    /// <summary><c>(KEY)</c> or <c>(KEY, scope)</c>.</summary>
    private (string Key, PercentileScope Scope)? KeyAndScope()
    {
        if (!Expect("(") || Key() is not { } key)
        {
            return null;
        }

        return Scope() is { } scope && Expect(")", "\",\" and a scope, or \")\"") ? (key, scope) : null;
    }

    /// <summary><c>, scope</c> or nothing, which is the dataset; null where something else stands there.</summary>
    private PercentileScope? Scope()
    {
        if (!Take(","))
        {
            return PercentileScope.Dataset;
        }

        var index = Array.FindIndex(RuleWords.Scopes, _token.IsWord);
        if (index < 0)
        {
            Unexpected<object>(RuleWords.OneOf(RuleWords.Scopes), RuleWords.Scopes);
            return null;
        }

        Next();
        return (PercentileScope)index;
    }
}
