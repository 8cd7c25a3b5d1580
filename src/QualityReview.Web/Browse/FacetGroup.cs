using QualityReview.Filters;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>One facet of the samples shown.</summary>
/// <param name="Field">What its values are names of; null for flags, whose names are a scorer's key, a space and the flag.</param>
public sealed record FacetGroup(string Title, SampleField? Field, IReadOnlyList<FacetValue> Values)
{
    /// <summary>Each facet is counted without the rule's own choice in it, so that another value can be seen and added.</summary>
    /// <param name="shown">Finds what a rule shows, together with the search.</param>
    public static IReadOnlyList<FacetGroup> Of(SampleTable table, RuleEditor editor, string rule, Func<string, SampleSet> shown)
    {
        FacetGroup Named(string title, SampleField field, Func<string, string?>? say = null)
        {
            var on = editor.Names(rule, field);
            return new(title, field, [.. Facets.Of(table, shown(editor.WithoutField(rule, field)), field)
                .Select(facet => new FacetValue(facet.Name, facet.Count, on.Contains(facet.Name), say?.Invoke(facet.Name) ?? (facet.Name.Length == 0 ? "(none)" : null)))
                // What the others leave nothing of is noise, but the four verdicts always stand in their order.
                .Where(value => value.Count > 0 || value.Checked || field == SampleField.Verdict)]);
        }

        FacetGroup[] groups =
        [
            Named("Source", SampleField.Source),
            Named("Language", SampleField.Language, name => name switch { "" => "(none)", "und" => "und (not told)", _ => name }),
            Clusters(table, Named),
            Flags(table, editor, rule, shown),
            Named("Duplicates", SampleField.Duplicate, SayDuplicate),
            Named("Verdict", SampleField.Verdict, SayVerdict),
            // Samples that nobody has judged stand under "No verdict".
            WithoutNameless(Named("Reviewer", SampleField.Reviewer)),
        ];
        return [.. groups.Where(group => group.Values.Count > 0)];
    }

    /// <summary>The largest under the rule, with their words; those that are on stay.</summary>
    private static FacetGroup Clusters(SampleTable table, Func<string, SampleField, Func<string, string?>?, FacetGroup> named)
    {
        const int shown = 60;
        var group = WithoutNameless(named("Cluster", SampleField.Cluster, name => table.ClusterOf(name)?.Label() ?? name));
        return group with { Values = [.. group.Values.Where((value, i) => i < shown || value.Checked)] };
    }

    /// <summary>Without the samples that have no name in it.</summary>
    private static FacetGroup WithoutNameless(FacetGroup group) => group with { Values = [.. group.Values.Where(value => value.Name.Length > 0)] };

    private static string SayVerdict(string name) => name == "none" ? "No verdict" : char.ToUpperInvariant(name[0]) + name[1..];

    private static string SayDuplicate(string name) => name switch { "first" => "First of a group", "copy" => "Copy", "unchecked" => "Not looked at yet", _ => "Unique" };

    private static FacetGroup Flags(SampleTable table, RuleEditor editor, string rule, Func<string, SampleSet> shown)
    {
        var tests = editor.Parts(rule).Where(part => part.Node is FlagTest { Test.Operator: not NameOperator.IsNot }).ToList();
        var without = tests.Aggregate(rule, editor.Without);
        var on = tests.Select(part => (FlagTest)part.Node).Where(test => test.Key is not null)
            .SelectMany(test => test.Test.Names.Select(flag => Name(table.Find(test.Key!)?.Card.Key ?? test.Key!, flag))).ToHashSet(StringComparer.Ordinal);
        return new("Flags", null, [.. Facets.FlagsOf(table, shown(without)).SelectMany(scorer => scorer.Flags
            .Select(flag => new FacetValue(Name(scorer.Key, flag.Name), flag.Count, on.Contains(Name(scorer.Key, flag.Name)), Say(table, scorer.Key, flag.Name)))
            .Where(value => value.Count > 0 || value.Checked))]);
    }

    private static string Name(string key, string flag) => $"{key} {flag}";

    private static string Say(SampleTable table, string key, string flag) => $"{flag.Replace('_', ' ')} · {table.Find(key)?.Card.Title ?? key}";
}
