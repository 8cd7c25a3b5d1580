namespace QualityReview.Web.Configuration;

/// <summary>Which folders of this machine pages may look at for models. A path is refused before the disk is touched, so that a
/// refusal does not tell what is there.</summary>
public sealed class ModelFolderRoots(QualityReviewOptions options)
{
    /// <summary>Why pages may not look at a path, in one sentence; empty where they may.</summary>
    public string Refusal(string path)
    {
        var roots = options.Scoring.ModelFolders;
        if (roots.Count == 0)
        {
            return options.AllowRemote ? "Other machines may reach this app, and the setting QualityReview:Scoring:ModelFolders names no folder in which pages may look for models." : "";
        }

        // The path goes to the disk in this same full form: dots cannot lead out of a root. A link inside a root may, as its owner put it there.
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return roots.Any(root => Holds(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)), full))
            ? ""
            : $"Pages may look for models in {string.Join(", ", roots)} alone, as the setting QualityReview:Scoring:ModelFolders says.";
    }

    private static bool Holds(string root, string path) =>
        path == root || path.StartsWith(Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
