using QualityReview.Filters;
using QualityReview.Percentiles;

namespace QualityReview.Tests.Filters;

/// <summary>Draws rules of every kind.</summary>
internal static class RandomRule
{
    private static readonly string[] _flags = ["too_short", "truncated", "did_not_answer", "failed"];

    private static readonly string[] _verdicts = ["none", "keep", "drop", "unsure"];

    private static readonly string[] _anyNames = ["a", "in", "not", "x.y-z", "two words", "say \"hi\"", "back\\slash", "line\nbreak\ttab", "\u202Eturned", "книга", "9lives", "", "😀", "or"];

    public static FilterNode Draw(Dice dice, int depth) => depth == 0 || dice.Chance(30) ? Test(dice) : dice.Below(3) switch
    {
        0 => new AndNode(Terms(dice, depth)),
        1 => new OrNode(Terms(dice, depth)),
        _ => new NotNode(Draw(dice, depth - 1)),
    };

    private static ValueList<FilterNode> Terms(Dice dice, int depth) => [.. Enumerable.Range(0, 2 + dice.Below(3)).Select(_ => Draw(dice, depth - 1))];

    private static FilterNode Test(Dice dice) => dice.Below(20) switch
    {
        0 => dice.Chance(50) ? new AllNode() : new NoneNode(),
        1 or 2 => new PercentileTest(Key(dice), (PercentileScope)dice.Below(3), Number(dice, () => dice.Chance(50) ? dice.Below(101) : dice.Below(10_000) / 100.0)),
        3 or 4 => new ScoreTest(Key(dice), Number(dice, () => (dice.Below(60) - 10) / 10.0)),
        5 => new LengthTest(Number(dice, () => dice.Below(320))),
        6 => new ScoredTest(Key(dice)),
        7 => Field(dice),
        8 => new MetaTest(dice.Pick(_anyNames), Name(dice, _anyNames)),
        9 => new FlagTest(dice.Chance(50) ? null : Key(dice), Name(dice, _flags)),
        10 => new TextTest(dice.Pick(_anyNames)),
        11 => new TopTest(Key(dice), Amount(dice), dice.Chance(50), (PercentileScope)dice.Below(3)),
        12 => new IpsTest(dice.Pick(["perplexity", "perplexity_mini_1", "length_1"]), Amount(dice), dice.Below(5)),
        13 => new FieldTest(SampleField.Cluster, Name(dice, ["1", "2", "5", "7"])),
        14 => Map(dice),
        15 => new GroupTest(Number(dice, () => 1 + dice.Below(30))),
        16 => new KeepOneTest(dice.Chance(60) ? dice.Pick(["first", "longest"]) : Key(dice)),
        17 => new MetaNumberTest(dice.Pick(_anyNames), Number(dice, () => (dice.Below(40) - 10) / 2.0)),
        18 => new MetaExistsTest(dice.Pick(_anyNames)),
        _ => new RandomTest(dice.Below(1001) / 10.0, dice.Below(5)),
    };

    private static Amount Amount(Dice dice) => dice.Chance(50) ? new Amount(dice.Below(1000) / 10.0, true) : new Amount(dice.Below(400), false);

    private static MapTest Map(Dice dice)
    {
        var (left, low) = (dice.Below(9), dice.Below(9));
        return new MapTest(left, low, left + dice.Below(6), low + dice.Below(6));
    }

    private static string Key(Dice dice) => dice.Pick([.. RandomTable.Keys, "perplexity"]);

    private static FieldTest Field(Dice dice) => (SampleField)dice.Below(6) switch
    {
        SampleField.Source => new(SampleField.Source, Name(dice, RandomTable.Sources)),
        SampleField.Language => new(SampleField.Language, Name(dice, RandomTable.Languages)),
        SampleField.Verdict => new(SampleField.Verdict, Name(dice, _verdicts)),
        SampleField.Reviewer => new(SampleField.Reviewer, Name(dice, [.. RandomTable.Reviewers, "", "stranger"])),
        SampleField.Duplicate => new(SampleField.Duplicate, Name(dice, ["unique", "first", "copy", "unchecked"])),
        _ => new(SampleField.Id, Name(dice, ["s-1", "s-77", "s-150", "nobody"])),
    };

    private static NumberTest Number(Dice dice, Func<double> draw)
    {
        var (one, other) = (draw(), draw());
        var kind = (NumberOperator)dice.Below(7);
        return kind == NumberOperator.In ? new NumberTest(kind, Math.Min(one, other), Math.Max(one, other)) : new NumberTest(kind, one);
    }

    private static NameTest Name(Dice dice, IReadOnlyList<string> names) => dice.Below(3) switch
    {
        0 => new(NameOperator.Is, [dice.Pick(names)]),
        1 => new(NameOperator.IsNot, [dice.Pick(names)]),
        _ => new(NameOperator.In, [.. Enumerable.Range(0, 1 + dice.Below(3)).Select(_ => dice.Pick(names))]),
    };
}
