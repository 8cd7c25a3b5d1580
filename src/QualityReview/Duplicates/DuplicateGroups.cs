namespace QualityReview.Duplicates;

/// <summary>A sample that has duplicates.</summary>
/// <param name="Group">Number of its group, counted from 1: largest group first, then the one that begins first.</param>
/// <param name="IsExact">Its words are those of the group's first, in the same order; true of the first itself.</param>
/// <param name="Similarity">Jaccard similarity with the group's first, 0–1.</param>
/// <param name="Containment">How much of the shorter of it and the group's first stands in the longer, 0–1.</param>
public sealed record DuplicateMember(int Group, int Ordinal, bool IsExact, double Similarity, double Containment);

/// <summary>Which samples of a dataset are duplicates of each other.</summary>
/// <param name="Members">By group, then by ordinal: the first of each group is its first imported sample.</param>
/// <param name="Groups">Number of groups.</param>
/// <param name="ExactCopies">Samples whose words an earlier sample has.</param>
/// <param name="Compared">Pairs of texts that were compared shingle by shingle.</param>
public sealed record DuplicateGroups(IReadOnlyList<DuplicateMember> Members, int Groups, int ExactCopies, long Compared)
{
    /// <summary>Samples that are not the first of their group.</summary>
    public int Copies => Members.Count - Groups;
}
