namespace QualityReview.Comparisons;

/// <summary>What a filter does to one group, against what it does to the whole.</summary>
/// <param name="ShareBefore">Of the dataset, 0..1.</param>
/// <param name="ShareAfter">Of what the filter keeps, 0..1; 0 where it keeps nothing.</param>
/// <param name="Loss">By how much the group's share has fallen, as a part of what it was: 0.75 where a quarter is left of it; below 0
/// where it has grown.</param>
/// <param name="Vanishes">Nothing of the group is kept, while something else is.</param>
/// <param name="Collapses">See <see cref="MixAlarm"/>.</param>
public readonly record struct MixChange(double ShareBefore, double ShareAfter, double Loss, bool Vanishes, bool Collapses);

/// <summary>When to warn that a filter makes an end of a minority: where a group has at most <see cref="MinorityUpTo"/> of the dataset, loses
/// more than <see cref="Loss"/> of its share, and is large enough for that to be no accident: a filter that kept as much of it as of
/// the whole would keep <see cref="FewestExpected"/> or more of its samples.</summary>
public sealed record MixAlarm
{
    /// <summary>0..1, without 1. The default value is a half.</summary>
    public double Loss { get; init; } = .5;

    /// <summary>0..1. The default value is a fifth.</summary>
    public double MinorityUpTo { get; init; } = .2;

    /// <summary>The default value is 5.</summary>
    public double FewestExpected { get; init; } = 5;

    /// <param name="filter">0-based.</param>
    public MixChange Of(FilterMix mix, MixGroup group, int filter)
    {
        var (all, kept) = (mix.All, mix.Kept[filter]);
        var before = (double)group.All / all;
        var after = kept == 0 ? 0 : (double)group.Kept[filter] / kept;
        // A filter that keeps nothing takes no group's part.
        var loss = kept == 0 ? 0 : 1 - (after / before);
        var expected = (double)group.All * kept / all;
        return new MixChange(before, after, loss, kept > 0 && group.Kept[filter] == 0, before <= MinorityUpTo && loss > Loss && expected >= FewestExpected);
    }
}
