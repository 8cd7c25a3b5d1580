using System.Runtime.InteropServices;
using QualityReview.Clusters;
using QualityReview.Percentiles;
using QualityReview.Scorers;

namespace QualityReview.Filters;

/// <summary>Answers the tests that read one column of a table.</summary>
internal static partial class ColumnTests
{
    public static void Fill(SampleTable table, FilterNode test, Span<ulong> into)
    {
        switch (test)
        {
            case AllNode:
                into.Clear();
                SampleBits.Not(into, table.Count);
                break;
            case NoneNode:
                into.Clear();
                break;
            case ScoreTest score:
                Compare(Column(table, score.Key).Values, score.Test, into);
                break;
            case PercentileTest percentile:
                Compare(Column(table, percentile.Key).PercentilesWithin(percentile.Scope), percentile.Test, into);
                break;
            case LengthTest length:
                Compare(table.Characters, length.Test, into);
                break;
            case ScoredTest scored:
                SampleBits.InRange(Column(table, scored.Key).Values, float.NegativeInfinity, float.PositiveInfinity, into);
                break;
            case FieldTest field:
                Name(table, field, into);
                break;
            case FlagTest flag:
                Flag(table, flag, into);
                break;
            case GroupTest group:
                Group(Duplicates(table), group, into);
                break;
            case KeepOneTest one:
                KeepOne(table, one, into);
                break;
            case TopTest { Scope: PercentileScope.Dataset } top:
                Top(Column(table, top.Key), top, into);
                break;
            case TopTest top:
                TopOfEach(Column(table, top.Key), (top.Scope == PercentileScope.Source ? table.Sources : table.Languages).Codes, top, into);
                break;
            case MapTest map:
                Map(table, map, into);
                break;
            case RandomTest random:
                Random(table.Count, random, into);
                break;
            default:
                throw new InvalidOperationException($"{test.GetType().Name} reads no column.");
        }
    }

    public static ScoreColumn Column(SampleTable table, string key) =>
        table.Find(key) ?? throw new WrongWordsException(RuleParser.Ended($"The rule cannot be answered: {RuleParser.NoSuchScorer(key, table)}"));

    private static void Compare(ReadOnlySpan<float> values, NumberTest test, Span<ulong> into)
    {
        float low = (float)test.Low, high = (float)test.High;
        if (test.Operator == NumberOperator.NotEqual)
        {
            // Below or above, so that a missing score is neither.
            SampleBits.InRange(values, low, low, into);
            SampleBits.Not(into, values.Length);
            Span<ulong> missing = new ulong[into.Length];
            SampleBits.InRange(values, float.NegativeInfinity, float.PositiveInfinity, missing);
            SampleBits.And(into, missing);
            return;
        }

        (low, high) = test.Operator switch
        {
            NumberOperator.Less => (float.NegativeInfinity, MathF.BitDecrement(low)),
            NumberOperator.LessOrEqual => (float.NegativeInfinity, low),
            NumberOperator.Greater => (MathF.BitIncrement(low), float.PositiveInfinity),
            NumberOperator.GreaterOrEqual => (low, float.PositiveInfinity),
            _ => (low, high),
        };
        SampleBits.InRange(values, low, high, into);
    }

    private static void Compare(ReadOnlySpan<int> values, NumberTest test, Span<ulong> into)
    {
        var (low, high) = test.Operator switch
        {
            NumberOperator.Less => (double.MinValue, Math.Ceiling(test.Low) - 1),
            NumberOperator.LessOrEqual => (double.MinValue, Math.Floor(test.Low)),
            NumberOperator.Greater => (Math.Floor(test.Low) + 1, double.MaxValue),
            NumberOperator.GreaterOrEqual => (Math.Ceiling(test.Low), double.MaxValue),
            _ => (Math.Ceiling(test.Low), Math.Floor(test.High)),
        };
        if (low > int.MaxValue || high < int.MinValue || low > high)
        {
            into.Clear();
        }
        else
        {
            SampleBits.InRange(values, (int)Math.Max(low, int.MinValue), (int)Math.Min(high, int.MaxValue), into);
        }

        if (test.Operator == NumberOperator.NotEqual)
        {
            SampleBits.Not(into, values.Length);
        }
    }

    private static void Name(SampleTable table, FieldTest test, Span<ulong> into)
    {
        var names = test.Test.Names;
        switch (test.Field)
        {
            case SampleField.Verdict:
                foreach (var unknown in names.Where(name => RuleWords.VerdictOf(name) is null))
                {
                    throw new WrongWordsException($"The rule names the verdict {RulePrinter.Quote(unknown)}, supported are {RuleWords.OneOf(RuleWords.Verdicts)}.");
                }

                SampleBits.Marked<byte>(table.Reviews.Verdicts, Marks(RuleWords.Verdicts, names), into);
                break;
            case SampleField.Duplicate:
                foreach (var unknown in names.Where(name => Array.IndexOf(RuleWords.Duplicates, name) < 0))
                {
                    throw new WrongWordsException($"The rule names the kind of duplicate {RulePrinter.Quote(unknown)}, supported are {RuleWords.OneOf(RuleWords.Duplicates)}.");
                }

                SampleBits.Marked<byte>(Duplicates(table).Kinds, Marks(RuleWords.Duplicates, names), into);
                break;
            case SampleField.Reviewer:
                SampleBits.Marked<ushort>(table.Reviews.ReviewerCodes, Marks(table.Reviews.Reviewers, names), into);
                break;
            default:
                var column = test.Field switch { SampleField.Source => table.Sources, SampleField.Cluster => table.ClusterCodes, _ => table.Languages };
                SampleBits.Marked<ushort>(column.Codes, Marks(column.Names, names), into);
                break;
        }

        if (test.Test.Operator == NameOperator.IsNot)
        {
            SampleBits.Not(into, table.Count);
        }
    }

    private static byte[] Marks(IReadOnlyList<string> known, ValueList<string> names)
    {
        var wanted = names.ToHashSet(StringComparer.Ordinal);
        return [.. known.Select(name => wanted.Contains(name) ? (byte)1 : (byte)0)];
    }

    private static void Flag(SampleTable table, FlagTest test, Span<ulong> into)
    {
        var mask = ScoreFlags.None;
        foreach (var name in test.Test.Names)
        {
            mask |= RuleWords.FlagOf(name) ?? throw new WrongWordsException($"The rule names the flag {RulePrinter.Quote(name)}, supported are {RuleWords.OneOf(RuleWords.Flags)}.");
        }

        into.Clear();
        Span<ulong> one = new ulong[into.Length];
        foreach (var column in test.Key is null ? table.Scores : [Column(table, test.Key)])
        {
            if (column.HasFlags)
            {
                SampleBits.AnyOf(MemoryMarshal.AsBytes(column.Flags.AsSpan()), (byte)mask, one);
                SampleBits.Or(into, one);
            }
        }

        if (test.Test.Operator == NameOperator.IsNot)
        {
            SampleBits.Not(into, table.Count);
        }
    }

    private static void Top(ScoreColumn column, TopTest test, Span<ulong> into)
    {
        into.Clear();
        var order = column.Order;
        var count = test.Amount.Of(order.Length);
        if (!test.Bottom && count > 0 && count < order.Length)
        {
            // Within the block of equal scores that the cut goes through, the lower ordinals are taken, and these stand first.
            var cut = order.Length - count;
            var value = column.Values[order[cut]];
            int start = cut, end = cut;
            while (start > 0 && column.Values[order[start - 1]] == value)
            {
                start--;
            }

            while (end < order.Length && column.Values[order[end]] == value)
            {
                end++;
            }

            SetBits(into, order.AsSpan(start, end - cut));
            SetBits(into, order.AsSpan(end));
        }
        else
        {
            SetBits(into, order.AsSpan(0, count));
        }
    }

    private static void TopOfEach(ScoreColumn column, ushort[] groups, TopTest test, Span<ulong> into)
    {
        into.Clear();
        var order = column.Order;
        var left = new int[ushort.MaxValue + 1];
        foreach (var ordinal in order)
        {
            left[groups[ordinal]]++;
        }

        for (var group = 0; group < left.Length; group++)
        {
            left[group] = test.Amount.Of(left[group]);
        }

        // From the best block of equal scores down, or from the worst up; within a block by ordinals.
        for (var (low, high) = (0, order.Length); low < high;)
        {
            var (start, end) = test.Bottom ? (low, low + 1) : (high - 1, high);
            while (test.Bottom ? end < high && Same(end, start) : start > low && Same(start - 1, end - 1))
            {
                (start, end) = test.Bottom ? (start, end + 1) : (start - 1, end);
            }

            foreach (var ordinal in order.AsSpan(start, end - start))
            {
                if (left[groups[ordinal]] > 0)
                {
                    left[groups[ordinal]]--;
                    into[ordinal >> 6] |= 1UL << (ordinal & 63);
                }
            }

            (low, high) = test.Bottom ? (end, high) : (low, start);
        }

        bool Same(int one, int other) => column.Values[order[one]] == column.Values[order[other]];
    }

    private static void Map(SampleTable table, MapTest test, Span<ulong> into)
    {
        into.Clear();
        if (table.Clusters is not { Map: { } map } clusters)
        {
            throw new WrongWordsException("The rule asks for a part of the map, and this dataset has no map yet: cluster it first.");
        }

        for (var ordinal = 0; ordinal < map.X.Length; ordinal++)
        {
            var within = map.X[ordinal] >= test.X1 && map.X[ordinal] <= test.X2 && map.Y[ordinal] >= test.Y1 && map.Y[ordinal] <= test.Y2
                && clusters.OfSample[ordinal] != ClusterColumns.None;
            into[ordinal >> 6] |= (within ? 1UL : 0) << (ordinal & 63);
        }
    }

    private static void SetBits(Span<ulong> into, ReadOnlySpan<int> ordinals)
    {
        foreach (var ordinal in ordinals)
        {
            into[ordinal >> 6] |= 1UL << (ordinal & 63);
        }
    }

    private static void Random(int samples, RandomTest test, Span<ulong> into)
    {
        into.Clear();
        if (test.Percent >= 100)
        {
            SampleBits.Not(into, samples);
            return;
        }

        var stream = OrdinalHash.Stream(test.Seed);
        var bound = OrdinalHash.Bound(test.Percent);
        for (var ordinal = 0; ordinal < samples; ordinal++)
        {
            into[ordinal >> 6] |= (OrdinalHash.Of(stream, ordinal) < bound ? 1UL : 0) << (ordinal & 63);
        }
    }
}
