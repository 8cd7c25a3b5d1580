using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Web.Models;

/// <summary>Whether a folder that a person named can be used as a model.</summary>
/// <param name="Says">What it can be used for, or why it cannot.</param>
public sealed record FolderCheck(string Path, bool IsUsable, string Says)
{
    /// <summary>Reads the folder's files: not on a page's own thread of work.</summary>
    /// <param name="path">Of this machine, absolute or from the program's working folder.</param>
    public static FolderCheck Of(string path)
    {
        path = path.Trim();
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return new FolderCheck(path, false, "A path is needed, such as /models/SmolLM2-135M.");
        }

        if (path.Contains("://", StringComparison.Ordinal))
        {
            return new FolderCheck(path, false, "That is an address; only folders of this machine can be used, and nothing is downloaded.");
        }

        try
        {
            return new FolderCheck(path, true, ModelCheck.Look(path));
        }
        catch (QualityReviewException fault)
        {
            return new FolderCheck(path, false, fault.Message);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FolderCheck(path, false, $"The folder cannot be read: {fault.Message}");
        }
    }
}
