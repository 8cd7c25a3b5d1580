using System.Security.Cryptography;

namespace QualityReview.Exports;

/// <summary>Something in an exported folder that is not as its manifest says.</summary>
/// <param name="Message">One sentence that names the file.</param>
public sealed record ExportFault(string File, string Message);

/// <summary>Recomputes every hash and count of an exported folder.</summary>
public static class ExportVerifier
{
    private const int LongestMessage = 1000;

    /// <summary>Empty where the folder is exactly what was exported.</summary>
    /// <exception cref="WrongWordsException">There is no such folder.</exception>
    public static IReadOnlyList<ExportFault> Verify(string folder, CancellationToken cancellation = default)
    {
        if (!Directory.Exists(folder))
        {
            throw new WrongWordsException($"There is no folder {folder}.");
        }

        if (ReadManifest(folder, out var fault) is not { } manifest)
        {
            return [fault!];
        }

        var faults = new List<ExportFault>();
        faults.AddRange(UnexpectedNames(folder, manifest).Select(name => new ExportFault(name, $"{name} is not in the manifest.")));
        var sound = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (FaultOf(folder, file) is { } found)
            {
                faults.Add(found);
            }
            else
            {
                sound.Add(file.Name);
            }
        }

        if (manifest.Files.FirstOrDefault(file => file.Name == ExportManifest.IndexName) is not { } index || index.Sha256 != manifest.RootHash)
        {
            faults.Add(new ExportFault(ExportManifest.FileName, $"{ExportManifest.FileName} names a root hash that is not that of {ExportManifest.IndexName}."));
        }

        faults.AddRange((manifest.Coverage?.Faults(manifest.Kept.Samples, manifest.Dataset.Samples) ?? []).Select(fault => new ExportFault(ExportManifest.FileName, FormattableString.Invariant(fault))));
        faults.AddRange(new ExportContents(folder, manifest, sound).Check(cancellation));
        // A manifest from anywhere may name a file by a megabyte.
        return [.. faults.Select(fault => fault.Message.Length <= LongestMessage ? fault : fault with { Message = fault.Message[..LongestMessage] + "…" })];
    }

    /// <summary>Null with a fault where the folder has no sound manifest.</summary>
    internal static ExportManifest? ReadManifest(string folder, out ExportFault? fault)
    {
        var path = Path.Combine(folder, ExportManifest.FileName);
        fault = null;
        try
        {
            if (File.Exists(path))
            {
                return ManifestJson.Read(File.ReadAllBytes(path));
            }

            fault = new ExportFault(ExportManifest.FileName, $"{ExportManifest.FileName} is missing, so the folder is no complete export.");
        }
        catch (QualityReviewException broken)
        {
            fault = new ExportFault(ExportManifest.FileName, broken.Message);
        }

        return null;
    }

    internal static IEnumerable<string> UnexpectedNames(string folder, ExportManifest manifest)
    {
        var expected = manifest.Files.Select(file => file.Name).Append(ExportManifest.FileName).ToHashSet(StringComparer.Ordinal);
        return Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path)!).Where(name => !expected.Contains(name)).Order(StringComparer.Ordinal);
    }

    private static ExportFault? FaultOf(string folder, ManifestFile expected)
    {
        if (expected.Name != Path.GetFileName(expected.Name) || expected.Name is "" or "." or "..")
        {
            return new ExportFault(expected.Name, $"{ExportManifest.FileName} names a file outside the folder: {expected.Name}.");
        }

        var path = Path.Combine(folder, expected.Name);
        if (!File.Exists(path))
        {
            return new ExportFault(expected.Name, $"{expected.Name} is missing.");
        }

        using var file = File.OpenRead(path);
        if (file.Length != expected.Bytes)
        {
            return new ExportFault(expected.Name, FormattableString.Invariant($"{expected.Name} has {file.Length:N0} bytes where the manifest says {expected.Bytes:N0}."));
        }

        return Convert.ToHexStringLower(SHA256.HashData(file)) == expected.Sha256
            ? null
            : new ExportFault(expected.Name, $"{expected.Name} was changed: its SHA-256 is not the manifest's.");
    }
}
