using QualityReview.Onnx.ModelFolders;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Models;

/// <summary>A configured scorer with the settings it was configured by.</summary>
/// <param name="Options">Null for a scorer that has no model.</param>
public sealed record InstalledScorer(ScorerDefinition Definition, ScorerOptions? Options, ShippedModelNote? Note)
{
    public string Key => Definition.Key;

    public string Model => ModelName.Of(Definition.Model);

    public static IReadOnlyList<InstalledScorer> All(ScorerCatalog catalog, QualityReviewOptions options) =>
    [
        .. catalog.All.Select(definition => new InstalledScorer(
            definition,
            options.Scorers.Concat(ConfiguredScorers.Shipped).FirstOrDefault(known => known.Key == definition.Key && known.Model == definition.Model),
            ConfiguredScorers.Shipped.Any(shipped => shipped.Key == definition.Key && shipped.Model == definition.Model) ? ShippedModelNotes.Of(definition.Key) : null)),
    ];
}

/// <summary>What a scorer's model folder says when it is read.</summary>
/// <param name="Says">One sentence: what the model is; empty where it cannot be used.</param>
/// <param name="Fault">One sentence: why it cannot be used; empty where it can.</param>
/// <param name="Bytes">Size of the model's files, weights included.</param>
/// <param name="Receipt">Null where it was not read, because hashing so large a model takes long.</param>
public sealed record ModelReading(string Says, string Fault, long Bytes, IReadOnlyDictionary<string, string>? Receipt)
{
    /// <summary>Models up to this size are hashed without being asked; it takes about a second.</summary>
    public const long HashedUnasked = 512L << 20;

    /// <summary>Reads the model's files: not on a page's own thread of work.</summary>
    /// <param name="hash">Read the receipt however large the model is.</param>
    public static ModelReading Read(InstalledScorer scorer, ScoringOptions scoring, bool hash = false)
    {
        if (scorer.Options is null)
        {
            return new ModelReading("This scorer needs no model.", "", 0, null);
        }

        try
        {
            var folder = ModelFolder.Read(scorer.Options.Model);
            var bytes = folder.Files.Sum(file => new FileInfo(file).Length);
            return new ModelReading(folder.Describe(), "", bytes, hash || bytes <= HashedUnasked ? ConfiguredScorers.ModelOf(scorer.Options, scoring).ReadReceipt() : null);
        }
        catch (QualityReviewException fault)
        {
            return new ModelReading("", fault.Message, 0, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ModelReading("", $"The model's files cannot be read: {fault.Message}", 0, null);
        }
    }
}
