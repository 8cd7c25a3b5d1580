using QualityReview.Exports;

namespace QualityReview.Web.Subsets;

/// <summary>The folder of a past export as it is on the disk now.</summary>
public static class ExportOnDisk
{
    /// <exception cref="QualityReviewException">The folder or its manifest is gone, was changed, or belongs to another export.</exception>
    public static ExportManifest Manifest(PastExport export)
    {
        if (!Directory.Exists(export.Folder))
        {
            throw new QualityReviewException($"The folder {export.Folder} is gone.");
        }

        var path = Path.Combine(export.Folder, ExportManifest.FileName);
        if (!File.Exists(path))
        {
            throw new QualityReviewException($"{ExportManifest.FileName} is missing in {export.Folder}.");
        }

        try
        {
            var manifest = ManifestJson.Read(File.ReadAllBytes(path));
            return FaultOf(export, manifest) is { } fault ? throw new QualityReviewException(fault.Message) : manifest;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"{path} cannot be read: {cause.Message}", cause);
        }
    }

    /// <summary>Empty where the folder is exactly what was exported; recomputes every hash, so it may take minutes.</summary>
    public static IReadOnlyList<ExportFault> Verify(PastExport export, CancellationToken cancellation = default)
    {
        try
        {
            var manifest = Manifest(export);
            return [.. ExportVerifier.Verify(export.Folder, cancellation), .. FaultOf(export, manifest) is { } fault ? [fault] : Array.Empty<ExportFault>()];
        }
        catch (QualityReviewException fault)
        {
            return [new ExportFault(ExportManifest.FileName, fault.Message)];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [new ExportFault(export.Folder, $"{export.Folder} cannot be read: {cause.Message}")];
        }
    }

    /// <summary>Full path of a file of the export; null where its manifest does not name it.</summary>
    public static string? PathOf(PastExport export, ExportManifest manifest, string name) =>
        Names(manifest).Contains(name, StringComparer.Ordinal) ? Path.Combine(export.Folder, name) : null;

    /// <summary>All files of an export, the manifest first. Names that would lead elsewhere are left out.</summary>
    public static IEnumerable<string> Names(ExportManifest manifest) =>
        manifest.Files.Select(file => file.Name).Where(name => name == Path.GetFileName(name) && name is not ("" or "." or "..") && !name.Contains('\\', StringComparison.Ordinal)).Prepend(ExportManifest.FileName);

    // A sound folder that was overwritten by a later export is sound, and still not what this export wrote.
    private static ExportFault? FaultOf(PastExport export, ExportManifest manifest) => manifest.ManifestHash == export.ManifestHash
        ? null
        : new ExportFault(ExportManifest.FileName, $"{export.Folder} holds another export now: its manifest is {manifest.ManifestHash[..12]}, and the one that was written here is {export.ManifestHash[..Math.Min(12, export.ManifestHash.Length)]}.");
}
