namespace QualityReview.Filters;

/// <summary>Changes one place of a rule, as a page does on which rules are built. A place is the way down from the whole rule: the number
/// of a term below "and" and "or", 0 below "not"; the empty way is the rule itself.</summary>
public static class RuleTree
{
    public static FilterNode At(FilterNode rule, IReadOnlyList<int> place) => place.Aggregate(rule, Below);

    /// <summary>Puts something else there.</summary>
    public static FilterNode Put(FilterNode rule, IReadOnlyList<int> place, FilterNode node) => Put(rule, place, 0, node);

    /// <summary>Takes it away: a group of one term is that term, and a rule of nothing is <c>all</c>.</summary>
    public static FilterNode Remove(FilterNode rule, IReadOnlyList<int> place)
    {
        if (place.Count == 0)
        {
            return new AllNode();
        }

        var above = place.SkipLast(1).ToList();
        return At(rule, above) switch
        {
            AndNode and => Put(rule, above, Group(isOr: false, and.Terms.Where((_, term) => term != place[^1]))),
            OrNode or => Put(rule, above, Group(isOr: true, or.Terms.Where((_, term) => term != place[^1]))),
            _ => Remove(rule, above),
        };
    }

    /// <summary>Joins something to what stands there, or beside it where it stands in a group of that kind.</summary>
    public static FilterNode Join(FilterNode rule, IReadOnlyList<int> place, FilterNode added, bool isOr)
    {
        var here = At(rule, place);
        if (here is AllNode && !isOr)
        {
            return Put(rule, place, added);
        }

        var above = place.SkipLast(1).ToList();
        var group = place.Count == 0 ? null : Terms(At(rule, above), isOr);
        return group is null
            ? Put(rule, place, Group(isOr, [here, added]))
            : Put(rule, above, Group(isOr, [.. group.Take(place[^1] + 1), added, .. group.Skip(place[^1] + 1)]));
    }

    /// <summary>Turns it into its contrary; the contrary of "not" is what stands below it.</summary>
    public static FilterNode Negate(FilterNode rule, IReadOnlyList<int> place) =>
        Put(rule, place, At(rule, place) is NotNode not ? not.Term : new NotNode(At(rule, place)));

    /// <summary>Makes "or" of "and", and the other way round.</summary>
    public static FilterNode Turn(FilterNode rule, IReadOnlyList<int> place) => At(rule, place) switch
    {
        AndNode and => Put(rule, place, Group(isOr: true, and.Terms)),
        OrNode or => Put(rule, place, Group(isOr: false, or.Terms)),
        _ => rule,
    };

    private static FilterNode Below(FilterNode node, int term) => node switch
    {
        AndNode and => and.Terms[term],
        OrNode or => or.Terms[term],
        NotNode not => not.Term,
        _ => throw new ArgumentException($"Nothing lies below {node}.", nameof(node)),
    };

    private static FilterNode Put(FilterNode here, IReadOnlyList<int> place, int depth, FilterNode node)
    {
        if (depth == place.Count)
        {
            return node;
        }

        var changed = Put(Below(here, place[depth]), place, depth + 1, node);
        return here switch
        {
            AndNode and => Group(isOr: false, and.Terms.Select((term, i) => i == place[depth] ? changed : term)),
            OrNode or => Group(isOr: true, or.Terms.Select((term, i) => i == place[depth] ? changed : term)),
            _ => new NotNode(changed),
        };
    }

    private static ValueList<FilterNode>? Terms(FilterNode node, bool isOr) => node switch
    {
        AndNode all when !isOr => all.Terms,
        OrNode any when isOr => any.Terms,
        _ => null,
    };

    /// <summary>A group within a group of its own kind says nothing: its terms stand in the outer one.</summary>
    private static FilterNode Group(bool isOr, IEnumerable<FilterNode> terms)
    {
        FilterNode[] flat = [.. terms.SelectMany(term => Terms(term, isOr) ?? [term])];
        return flat switch { [] => new AllNode(), [var only] => only, _ => isOr ? new OrNode([.. flat]) : new AndNode([.. flat]) };
    }
}
