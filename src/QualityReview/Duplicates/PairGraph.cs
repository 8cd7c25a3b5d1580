using System.Runtime.InteropServices;

namespace QualityReview.Duplicates;

/// <summary>The pairs of texts that were found to be near-duplicates, and the groups that they make.</summary>
/// <remarks>Chains are cut: who joins a group must be near one of its members and at least half as alike to its first as the
/// threshold asks. A like B, B like C and so on would otherwise end in groups whose ends have nothing in common.</remarks>
internal sealed class PairGraph(DuplicateOptions options)
{
    private readonly Dictionary<int, List<(int Other, Likeness Likeness)>> _near = [];

    // Roots of the trees of texts that pairs connect, for those that have a pair.
    private readonly Dictionary<int, int> _parents = [];

    public void Add(int one, int other, Likeness likeness)
    {
        Of(one).Add((other, likeness));
        Of(other).Add((one, likeness));
        var (a, b) = (Root(one), Root(other));
        _parents[Math.Max(a, b)] = Math.Min(a, b);
    }

    /// <summary>Whether pairs lead from one text to the other.</summary>
    public bool Connects(int one, int other) => Root(one) == Root(other);

    /// <summary>Members of each group with their likeness to its first, the first itself first; groups of one are left out.</summary>
    /// <param name="compare">Compares two texts that no pair connects directly.</param>
    public IEnumerable<List<(int Ordinal, Likeness Likeness)>> Groups(Func<int, int, Likeness> compare, CancellationToken cancellation)
    {
        var taken = new HashSet<int>();
        foreach (var first in _near.Keys.Order())
        {
            cancellation.ThrowIfCancellationRequested();
            if (taken.Add(first))
            {
                var group = Grow(first, taken, compare);
                if (group.Count > 1)
                {
                    yield return group;
                }
            }
        }
    }

    private List<(int Ordinal, Likeness Likeness)> Grow(int first, HashSet<int> taken, Func<int, int, Likeness> compare)
    {
        var known = _near[first].ToDictionary(pair => pair.Other, pair => pair.Likeness);
        var group = new List<(int Ordinal, Likeness Likeness)> { (first, new Likeness(1, 1, 1)) };
        var refused = new HashSet<int>();
        for (var i = 0; i < group.Count; i++)
        {
            foreach (var (other, _) in _near[group[i].Ordinal].OrderBy(pair => pair.Other))
            {
                if (taken.Contains(other) || refused.Contains(other))
                {
                    continue;
                }

                var likeness = known.TryGetValue(other, out var direct) ? direct : compare(first, other);
                if (likeness.IsNear(options.Threshold / 2))
                {
                    taken.Add(other);
                    group.Add((other, likeness));
                }
                else
                {
                    refused.Add(other);
                }
            }
        }

        return group;
    }

    private List<(int Other, Likeness Likeness)> Of(int ordinal) => CollectionsMarshal.GetValueRefOrAddDefault(_near, ordinal, out _) ??= [];

    private int Root(int ordinal)
    {
        while (_parents.TryGetValue(ordinal, out var parent) && parent != ordinal)
        {
            if (_parents.TryGetValue(parent, out var above) && above != parent)
            {
                _parents[ordinal] = above;
            }

            ordinal = parent;
        }

        return ordinal;
    }
}
