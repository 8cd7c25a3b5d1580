using QualityReview.Clusters;
using QualityReview.Filters;
using QualityReview.Percentiles;
using QualityReview.Samplers;
using QualityReview.Scorers;

namespace QualityReview.Tests.Filters;

/// <summary>Answers a rule one sample at a time, by the definitions, without any of the code under test but the table's columns.</summary>
internal static class BruteForce
{
    public static bool Keeps(SampleTable table, FilterNode rule, int ordinal) => rule switch
    {
        AllNode => true,
        NoneNode => false,
        AndNode and => and.Terms.All(term => Keeps(table, term, ordinal)),
        OrNode or => or.Terms.Any(term => Keeps(table, term, ordinal)),
        NotNode not => !Keeps(table, not.Term, ordinal),
        ScoreTest score => Compare(Column(table, score.Key).Values[ordinal], score.Test),
        PercentileTest percentile => Compare(Percentile(table, percentile, ordinal), percentile.Test),
        LengthTest length => Compare(table.Characters[ordinal], length.Test),
        ScoredTest scored => !float.IsNaN(Column(table, scored.Key).Values[ordinal]),
        FieldTest field => Named(field.Test, NameOf(table, field.Field, ordinal)),
        MetaTest meta => meta.Test.Names.Any(value => ModuloLookup.HasMeta(meta.Field, value, ordinal)) != (meta.Test.Operator == NameOperator.IsNot),
        MetaNumberTest meta => ModuloLookup.NumberOf(meta.Field, ordinal) is { } number && Compare((float)number, meta.Test),
        MetaExistsTest meta => ModuloLookup.NumberOf(meta.Field, ordinal) is not null,
        FlagTest flag => Flagged(table, flag, ordinal),
        TextTest text => ModuloLookup.Contains(text.Words, ordinal),
        TopTest top => IsTop(table, top, ordinal),
        MapTest map => table.Clusters!.OfSample[ordinal] != ClusterColumns.None
            && Enumerable.Range(map.X1, map.X2 - map.X1 + 1).Contains(table.Clusters.Map!.X[ordinal]) && Enumerable.Range(map.Y1, map.Y2 - map.Y1 + 1).Contains(table.Clusters.Map.Y[ordinal]),
        GroupTest group => table.Duplicates!.Groups[ordinal] > 0 && Compare(table.Duplicates.Groups[ordinal], group.Test),
        KeepOneTest one => IsKept(table, one, ordinal),
        RandomTest random => ordinal < 0 ? throw new InvalidOperationException() : Drawn(random, ordinal),
        IpsTest ips => IsDrawn(table, ips, ordinal),
        _ => throw new InvalidOperationException(rule.ToString()),
    };

    private static ScoreColumn Column(SampleTable table, string key) =>
        table.Scores.SingleOrDefault(column => column.Card.Key == key) ?? table.Scores.Single(column => column.Card.Method == key);

    private static bool Compare(float value, NumberTest test) => !float.IsNaN(value) && test.Operator switch
    {
        NumberOperator.Equal => value == (float)test.Low,
        NumberOperator.NotEqual => value != (float)test.Low,
        NumberOperator.Less => value < (float)test.Low,
        NumberOperator.LessOrEqual => value <= (float)test.Low,
        NumberOperator.Greater => value > (float)test.Low,
        NumberOperator.GreaterOrEqual => value >= (float)test.Low,
        _ => value >= (float)test.Low && value <= (float)test.High,
    };

    private static float Percentile(SampleTable table, PercentileTest test, int ordinal)
    {
        var column = Column(table, test.Key);
        var value = column.Values[ordinal];
        var peers = Enumerable.Range(0, table.Count).Where(other => !float.IsNaN(column.Values[other]) && SameScope(table, test.Scope, other, ordinal)).Select(other => column.Values[other]).ToList();
        var less = peers.Count(peer => column.Card.Direction == ScoreDirection.LowerIsBetter ? peer > value : peer < value);
        return float.IsNaN(value) ? value : (float)(100.0 * (less + (0.5 * peers.Count(peer => peer == value))) / peers.Count);
    }

    private static bool SameScope(SampleTable table, PercentileScope scope, int one, int other) => scope switch
    {
        PercentileScope.Source => table.Sources.Codes[one] == table.Sources.Codes[other],
        PercentileScope.Language => table.Languages.Codes[one] == table.Languages.Codes[other],
        _ => true,
    };

    private static string NameOf(SampleTable table, SampleField field, int ordinal) => field switch
    {
        SampleField.Source => table.Sources.Names[table.Sources.Codes[ordinal]],
        SampleField.Language => table.Languages.Names[table.Languages.Codes[ordinal]],
        SampleField.Verdict => table.Reviews.VerdictOf(ordinal).ToString().ToLowerInvariant(),
        SampleField.Reviewer => table.Reviews.ReviewerOf(ordinal),
        SampleField.Cluster => table.Clusters!.OfSample[ordinal] is ClusterColumns.None ? "" : $"{table.Clusters.OfSample[ordinal] + 1}",
        SampleField.Duplicate => KindOf(table.Duplicates!.Groups, ordinal),
        _ => $"s-{ordinal}",
    };

    private static string KindOf(int[] groups, int ordinal) => groups[ordinal] switch
    {
        < 0 => "unchecked",
        0 => "unique",
        var group => Array.IndexOf(groups, group) == ordinal ? "first" : "copy",
    };

    private static bool IsKept(SampleTable table, KeepOneTest test, int ordinal)
    {
        var groups = table.Duplicates!.Groups;
        var members = Enumerable.Range(0, table.Count).Where(other => groups[other] == groups[ordinal]);
        return groups[ordinal] <= 0 || ordinal == test.By switch
        {
            "first" => members.First(),
            "longest" => members.MaxBy(other => table.Characters[other]),
            _ => members.MaxBy(other => float.IsNaN(Column(table, test.By).Percentiles[other]) ? -1 : Column(table, test.By).Percentiles[other]),
        };
    }

    private static bool Named(NameTest test, string name) => test.Names.Contains(name) != (test.Operator == NameOperator.IsNot);

    private static bool Flagged(SampleTable table, FlagTest test, int ordinal)
    {
        var columns = test.Key is null ? table.Scores : [Column(table, test.Key)];
        return columns.Any(column => FlagNames.Of(column.Flags[ordinal]).Intersect(test.Test.Names).Any()) != (test.Test.Operator == NameOperator.IsNot);
    }

    private static bool IsTop(SampleTable table, TopTest test, int ordinal)
    {
        var column = Column(table, test.Key);
        var sign = (column.Card.Direction == ScoreDirection.LowerIsBetter) == test.Bottom ? 1 : -1;
        var scored = Enumerable.Range(0, table.Count).Where(other => !float.IsNaN(column.Values[other]) && SameScope(table, test.Scope, other, ordinal)).ToList();
        var count = test.Amount.IsPercent ? (int)Math.Floor((scored.Count * test.Amount.Value / 100) + .5) : (int)test.Amount.Value;
        return scored.OrderByDescending(other => sign * column.Values[other]).ThenBy(other => other).Take(count).Contains(ordinal);
    }

    // The sampler of shards is the reference: ten of them, merged.
    private static bool IsDrawn(SampleTable table, IpsTest test, int ordinal)
    {
        var values = Column(table, test.Key).Values;
        var offered = values.Count(value => value > 0);
        var count = test.Amount.IsPercent ? (int)Math.Floor((offered * test.Amount.Value / 100) + .5) : (int)test.Amount.Value;
        var merged = new IpsSampler((ulong)test.Seed, count);
        for (var shard = 9; shard >= 0; shard--)
        {
            var part = new IpsSampler((ulong)test.Seed, count);
            for (var other = shard; other < values.Length; other += 10)
            {
                part.Add($"s-{other}", values[other]);
            }

            merged.Merge(part);
        }

        return merged.Draw().Samples.Any(sample => sample.SampleId == $"s-{ordinal}");
    }

    // The hash is pinned by numbers in FilterEvaluatorTests; here only its use is checked again.
    private static bool Drawn(RandomTest test, int ordinal) =>
        OrdinalHash.Of(OrdinalHash.Stream(test.Seed), ordinal) / 18446744073709551616.0 < test.Percent / 100;
}
