using System.Globalization;
using QualityReview.Clusters;

namespace QualityReview.Filters;

/// <summary>What a loader gives to make a <see cref="SampleTable"/>: columns of equal length, one place a sample, by ordinal.
/// The table keeps the arrays; nobody changes them afterwards.</summary>
public sealed record SampleColumns
{
    public required NamedCodes Sources { get; init; }

    public required NamedCodes Languages { get; init; }

    /// <summary>Length of the text in Unicode code points.</summary>
    public required int[] Characters { get; init; }

    public required ReviewColumns Reviews { get; init; }

    public required IReadOnlyList<ScoreValues> Scores { get; init; }

    /// <summary>Null where the dataset is not clustered.</summary>
    public ClusterColumns? Clusters { get; init; }

    /// <summary>Null where duplicates have not been sought.</summary>
    public DuplicateColumn? Duplicates { get; init; }
}

/// <summary>One dataset as columns in memory: what filters, histograms, facets and lists read. Scores never change;
/// verdicts change in place (see <see cref="ReviewColumns"/>). Safe for many readers.</summary>
public sealed class SampleTable
{
    private readonly SampleColumns _columns;

    public SampleTable(SampleColumns columns)
        : this(columns, [])
    {
    }

    private SampleTable(SampleColumns columns, IReadOnlyList<ScoreColumn> known)
    {
        _columns = columns;
        RefuseOtherLengths();
        ClusterCodes = CodesOf(columns);
        Scores = [.. columns.Scores.Select(scores =>
            known.FirstOrDefault(column => column.Scores == scores) ?? new ScoreColumn(scores, columns.Sources, columns.Languages))];
    }

    public int Count => Characters.Length;

    public NamedCodes Sources => _columns.Sources;

    public NamedCodes Languages => _columns.Languages;

    /// <summary>Length of each text in Unicode code points.</summary>
    public int[] Characters => _columns.Characters;

    public ReviewColumns Reviews => _columns.Reviews;

    public IReadOnlyList<ScoreColumn> Scores { get; }

    /// <summary>Null where duplicates have not been sought.</summary>
    public DuplicateColumn? Duplicates => _columns.Duplicates;

    /// <summary>Null where the dataset is not clustered.</summary>
    public ClusterColumns? Clusters => _columns.Clusters;

    /// <summary>Each sample's cluster under its number; an empty name stands for none.</summary>
    public NamedCodes ClusterCodes { get; }

    /// <summary>The cluster of that number, or null.</summary>
    public Cluster? ClusterOf(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var found) && found >= 1 && found <= Clusters?.Clusters.Count ? Clusters.Clusters[found - 1] : null;

    /// <summary>The same samples and verdicts with other scores. Columns whose <see cref="ScoreValues"/> stay keep the percentiles
    /// that they have computed.</summary>
    public SampleTable With(IReadOnlyList<ScoreValues> scores) => new(_columns with { Scores = scores }, Scores);

    /// <summary>The same samples, scores and verdicts with other clusters.</summary>
    public SampleTable WithClusters(ClusterColumns? clusters) => clusters == Clusters ? this : new(_columns with { Clusters = clusters }, Scores);

    /// <summary>The same samples, verdicts and scores with other groups of duplicates.</summary>
    public SampleTable WithDuplicates(DuplicateColumn? duplicates) => new(_columns with { Duplicates = duplicates }, Scores);

    /// <summary>Computes all percentiles within the dataset and all histogram bins now, so that no page waits for them: about 30 ms a
    /// scorer at a million samples. Percentiles within sources and languages still come when first asked for.</summary>
    public void Prepare(CancellationToken cancellation = default)
    {
        foreach (var column in Scores)
        {
            cancellation.ThrowIfCancellationRequested();
            _ = column.Percentiles;
            _ = column.Bins;
        }
    }

    /// <summary>The same samples and scores with other verdicts, such as those of an earlier ledger position.</summary>
    public SampleTable WithReviews(ReviewColumns reviews) => new(_columns with { Reviews = reviews }, Scores);

    /// <summary>The scorer with that key, or the only one with that method; null where there is none or more than one.</summary>
    public ScoreColumn? Find(string key)
    {
        var exact = Scores.FirstOrDefault(column => column.Card.Key == key);
        if (exact is not null)
        {
            return exact;
        }

        var ofMethod = Scores.Where(column => column.Card.Method == key).Take(2).ToList();
        return ofMethod is [var only] ? only : null;
    }

    private static NamedCodes CodesOf(SampleColumns columns)
    {
        if (columns.Clusters is not { } clusters)
        {
            return new NamedCodes([""], new ushort[columns.Characters.Length]);
        }

        var count = clusters.Clusters.Count;
        return new NamedCodes(
            [.. clusters.Clusters.Select(cluster => cluster.Number.ToString(CultureInfo.InvariantCulture)), ""],
            Array.ConvertAll(clusters.OfSample, cluster => (ushort)Math.Min(cluster, count)));
    }

    private void RefuseOtherLengths()
    {
        int[] lengths =
        [
            Sources.Codes.Length, Languages.Codes.Length, Reviews.Verdicts.Length, Duplicates?.Groups.Length ?? Count, Clusters?.OfSample.Length ?? Count, Clusters?.Map?.X.Length ?? Count,
            .. _columns.Scores.SelectMany(scores => new[] { scores.Values.Length, scores.Flags.Length }),
        ];
        if (lengths.Any(length => length != Count))
        {
            throw new ArgumentException($"Columns of a table have equal lengths, here {Count} and {string.Join(", ", lengths)}.");
        }
    }
}
