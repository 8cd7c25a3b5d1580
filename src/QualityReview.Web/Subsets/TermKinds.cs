using QualityReview.Filters;

namespace QualityReview.Web.Subsets;

/// <summary>The kinds of terms that can be built without typing, under names that stand for them on the page.</summary>
internal static class TermKinds
{
    public const string Percentile = "percentile", Score = "score", Top = "top", Scored = "scored", Flag = "flag", Length = "length", Source = "source", Language = "language",
        Verdict = "verdict", Reviewer = "reviewer", MetaText = "meta_text", MetaNumber = "meta_number", MetaExists = "meta_exists", Text = "text", Id = "id",
        Duplicate = "duplicate", Group = "group", KeepOne = "keep_one", Cluster = "cluster", Random = "random", Ips = "ips";

    private static readonly (string Kind, string Title)[] s_all =
    [
        (Percentile, "Percentile"), (Score, "Raw score"), (Top, "Best or worst by a scorer"), (Scored, "Has a score"), (Flag, "Flag"), (Length, "Length"), (Source, "Source"), (Language, "Language"),
        (Verdict, "Verdict"), (Reviewer, "Reviewer"), (MetaText, "Metadata, a text"), (MetaNumber, "Metadata, a number"), (MetaExists, "Metadata, a field exists"), (Text, "Text contains"), (Id, "Id"),
        (Duplicate, "Among duplicates"), (Group, "Group of duplicates"), (KeepOne, "One of each group of duplicates"), (Cluster, "Cluster"), (Random, "Random draw"), (Ips, "Draw that thins out the crowded"),
    ];

    /// <summary>Those that the dataset can answer.</summary>
    public static IReadOnlyList<(string Kind, string Title)> For(SampleTable table) => [.. s_all.Where(kind => kind.Kind switch
    {
        Percentile or Score or Top or Scored or Flag => table.Scores.Count > 0,
        Ips => TermForm.Thinnable(table).Any(),
        Duplicate or Group or KeepOne => table.Duplicates is not null,
        Cluster => table.Clusters is not null,
        _ => true,
    })];

    /// <summary>Null for what the page can only show: a part of the map, say.</summary>
    public static string? Of(FilterNode term) => term switch
    {
        PercentileTest => Percentile,
        ScoreTest => Score,
        TopTest => Top,
        ScoredTest => Scored,
        FlagTest => Flag,
        LengthTest => Length,
        FieldTest field => field.Field.ToString().ToLowerInvariant(),
        MetaTest => MetaText,
        MetaNumberTest => MetaNumber,
        MetaExistsTest => MetaExists,
        TextTest => Text,
        GroupTest => Group,
        KeepOneTest => KeepOne,
        RandomTest => Random,
        IpsTest => Ips,
        _ => null,
    };
}
