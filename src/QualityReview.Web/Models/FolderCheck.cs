using QualityReview.Onnx.ModelFolders;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Models;

/// <summary>Whether a folder that a person named can be used as a model.</summary>
/// <param name="Path">As it was named, without blanks around it.</param>
/// <param name="Says">One sentence: what it can be used for, or why it cannot.</param>
/// <param name="Folder">Null where it cannot be used.</param>
public sealed record FolderCheck(string Path, string Says, ModelFolder? Folder)
{
    public bool IsUsable => Folder is not null;

    /// <summary>Reads the folder's files: not on a page's own thread of work.</summary>
    /// <param name="path">Of this machine, absolute or from the program's working folder.</param>
    public static FolderCheck Of(string path, ModelFolderRoots roots)
    {
        path = path.Trim();
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
        {
            return new FolderCheck(path, "A path is needed, such as /models/SmolLM2-135M.", null);
        }

        if (path.Contains("://", StringComparison.Ordinal))
        {
            return new FolderCheck(path, "That is an address; only folders of this machine can be used, and nothing is downloaded.", null);
        }

        if (roots.Refusal(path) is { Length: > 0 } refusal)
        {
            return new FolderCheck(path, refusal, null);
        }

        try
        {
            var folder = ModelFolder.Read(path);
            return new FolderCheck(path, ModelCheck.Look(path), folder);
        }
        catch (QualityReviewException fault)
        {
            return new FolderCheck(path, fault.Message, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return new FolderCheck(path, $"The folder cannot be read: {fault.Message}", null);
        }
    }
}
