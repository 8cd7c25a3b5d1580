using QualityReview.Onnx.ModelFolders;
using QualityReview.Scorers;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Models;

/// <summary>A scorer that can be run here, with the settings it was set up by.</summary>
/// <param name="Setting">Null for a scorer that has no model.</param>
public sealed record InstalledScorer(ScorerDefinition Definition, ScorerSetting? Setting, ShippedModelNote? Note)
{
    public string Key => Definition.Key;

    public string Model => ModelName.Of(Definition.Model);

    /// <summary>Null for scorers without a model, ensembles among them.</summary>
    public ScorerOptions? ModelOptions => Definition.IsEnsemble ? null : Setting?.Options;

    public static IReadOnlyList<InstalledScorer> All(ScorerCatalog catalog, ScorerSettings settings)
    {
        var known = settings.All.ToDictionary(setting => (setting.Options.Key, setting.Options.Model));
        return
        [
            .. catalog.All.Select(definition =>
            {
                var setting = known.GetValueOrDefault((definition.Key, definition.Model));
                return new InstalledScorer(definition, setting, setting?.Origin == ScorerOrigin.Shipped ? ShippedModelNotes.Of(definition.Key) : null);
            }),
        ];
    }
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

    /// <summary>Null where there is no model, or none that can be used.</summary>
    public ModelFolder? Folder { get; init; }

    /// <summary>Reads the model's files: not on a page's own thread of work.</summary>
    /// <param name="hash">Read the receipt however large the model is.</param>
    public static ModelReading Read(InstalledScorer scorer, ScoringOptions scoring, bool hash = false)
    {
        if (scorer.ModelOptions is not { } options)
        {
            return new ModelReading(
                scorer.Definition.IsEnsemble ? "An ensemble: the mean of its members' percentiles within a dataset. It needs no model; its members score first." : "This scorer needs no model.", "", 0, null);
        }

        try
        {
            var folder = ModelFolder.Read(options.Model);
            var bytes = folder.Files.Sum(file => new FileInfo(file).Length);
            return new ModelReading(folder.Describe(), "", bytes, hash || bytes <= HashedUnasked ? ConfiguredScorers.ModelOf(options, scoring).ReadReceipt() : null) { Folder = folder };
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
