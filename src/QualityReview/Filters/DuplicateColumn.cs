namespace QualityReview.Filters;

/// <summary>What a sample is among its duplicates.</summary>
public enum DuplicateKind : byte
{
    /// <summary>It has none.</summary>
    Unique,

    /// <summary>The first imported of its group.</summary>
    First,

    /// <summary>Another of its group.</summary>
    Copy,

    /// <summary>It was imported after duplicates were sought.</summary>
    Unchecked,
}

/// <summary>The group of duplicates of each sample. Never changes; safe for many readers.</summary>
public sealed class DuplicateColumn
{
    private readonly Dictionary<int, int> _sizes = [];

    /// <param name="runId">The search that the groups come from.</param>
    /// <param name="groups">By ordinal: 0 for a sample in no group, -1 for one that was not looked at. Kept, not copied.</param>
    public DuplicateColumn(long runId, int[] groups)
    {
        RunId = runId;
        Groups = groups;
        Kinds = new byte[groups.Length];
        for (var ordinal = 0; ordinal < groups.Length; ordinal++)
        {
            var group = groups[ordinal];
            var kind = group < 0 ? DuplicateKind.Unchecked : DuplicateKind.Unique;
            if (group > 0)
            {
                var before = _sizes.GetValueOrDefault(group);
                kind = before == 0 ? DuplicateKind.First : DuplicateKind.Copy;
                _sizes[group] = before + 1;
            }

            Kinds[ordinal] = (byte)kind;
        }
    }

    public long RunId { get; }

    /// <summary>By ordinal: 0 for a sample in no group, -1 for one that was not looked at.</summary>
    public int[] Groups { get; }

    internal byte[] Kinds { get; }

    public DuplicateKind KindOf(int ordinal) => (DuplicateKind)Kinds[ordinal];

    /// <summary>Samples in that group; 0 where there is no such group.</summary>
    public int SizeOf(int group) => _sizes.GetValueOrDefault(group);

    /// <summary>Ordinals of the samples of a group, ascending.</summary>
    public IReadOnlyList<int> MembersOf(int group)
    {
        var members = new List<int>(SizeOf(group));
        for (var at = Array.IndexOf(Groups, group); group > 0 && at >= 0; at = Array.IndexOf(Groups, group, at + 1))
        {
            members.Add(at);
        }

        return members;
    }
}
