using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QualityReview.Exports;

/// <summary>Writes a subset as one folder that is either there and complete, or not there.</summary>
public static class ExportFolder
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes beside the folder under a hidden name, the manifest last, and then gives it its name.</summary>
    /// <param name="samples">All samples that the filter saw, in the dataset's order; those not kept are only counted.</param>
    /// <param name="progress">Samples seen so far, every thousand.</param>
    /// <exception cref="WrongWordsException">The folder is already there.</exception>
    /// <exception cref="QualityReviewException">The disk refused.</exception>
    public static ExportManifest Write(ExportRequest request, IEnumerable<SubsetSample> samples, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Folder));
        var parent = Path.GetDirectoryName(folder) ?? throw new WrongWordsException("The root of the file system cannot be an export.");
        RefuseWrongTarget(folder, request.Overwrite);
        var partial = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $".{Path.GetFileName(folder)}.partial-{Guid.NewGuid():N}"));
        try
        {
            Directory.CreateDirectory(partial);
            var manifest = WriteFiles(partial, request, samples, progress, cancellation);
            FolderSync.FlushFolder(partial);
            cancellation.ThrowIfCancellationRequested();
            GiveName(partial, folder);
            FolderSync.FlushFolder(parent);
            return manifest;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new QualityReviewException($"The export to {folder} failed: {cause.Message.TrimEnd('.')}.", cause);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }
    }

    private static ExportManifest WriteFiles(string folder, ExportRequest request, IEnumerable<SubsetSample> samples, IProgress<long>? progress, CancellationToken cancellation)
    {
        var counter = new AmountCounter();
        var (shards, index, excluded, lines) = WriteSubset(folder, request, samples, counter, progress, cancellation);
        var sources = counter.BySource();
        var manifest = new ExportManifest
        {
            FormatVersion = ExportManifest.CurrentFormatVersion,
            ProductVersion = typeof(ExportFolder).Assembly.GetName().Version!.ToString(3),
            Format = SubsetFormats.NameOf(request.Format),
            Dataset = request.Dataset,
            Filter = request.Filter,
            Recipe = request.Recipe is { } recipe ? recipe with { Lines = lines } : null,
            Writing = request.Writing,
            Overrides = request.Overrides,
            LedgerPosition = request.LedgerPosition,
            Sampler = request.Sampler,
            Duplicates = request.Duplicates,
            Scorers = request.Scorers,
            Kept = AmountCounter.Total(sources.Select(source => source.Kept)),
            Dropped = AmountCounter.Total(sources.Select(source => source.Dropped)),
            Sources = sources,
            Coverage = request.Coverage,
            RootHash = index.Sha256,
            Files = [],
        };
        File.WriteAllText(Path.Combine(folder, ExportManifest.CardName), DatasetCard.Write(manifest), s_utf8);
        ManifestFile[] files =
        [
            index, .. excluded is null ? Array.Empty<ManifestFile>() : [excluded], Finished(folder, ExportManifest.CardName, null),
            .. shards.Select(shard => shard.Sha256 is { } hash ? new ManifestFile(shard.Name, shard.Bytes, hash, shard.Samples) : Finished(folder, shard.Name, shard.Samples)),
        ];
        manifest = ManifestJson.Seal(manifest with { Files = [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)] });
        File.WriteAllBytes(Path.Combine(folder, ExportManifest.FileName), ManifestJson.Write(manifest));
        FolderSync.FlushFile(Path.Combine(folder, ExportManifest.FileName));
        return manifest;
    }

    private static (IReadOnlyList<SubsetShard> Shards, ManifestFile Index, ManifestFile? Excluded, long Lines) WriteSubset(
        string folder, ExportRequest request, IEnumerable<SubsetSample> samples, AmountCounter counter, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var index = new IndexFile(folder, ExportManifest.IndexName);
        using var excluded = request.ListsExcluded ? new IndexFile(folder, ExportManifest.ExcludedName) : null;
        var layout = new SubsetLayout([.. request.Scorers.Select(scorer => scorer.Key)]) { HasTexts = request.HasTexts, HasCopies = request.Recipe?.Recipe.Weights.Count > 0 };
        using var writer = SubsetWriters.Create(request.Format, folder, layout, request.MaxShardBytes);
        var (seen, lines) = (0L, 0L);
        foreach (var sample in samples)
        {
            cancellation.ThrowIfCancellationRequested();
            counter.Count(sample);
            if (sample.Kept)
            {
                writer.Write(sample);
                index.Write(sample);
                lines += sample.Copies;
            }
            else
            {
                excluded?.WriteExcluded(sample);
            }

            if (++seen % 1000 == 0)
            {
                progress?.Report(seen);
            }
        }

        progress?.Report(seen);
        return (writer.Finish(), index.Finish(), excluded?.Finish(), lines);
    }

    private static ManifestFile Finished(string folder, string name, long? samples)
    {
        var path = Path.Combine(folder, name);
        FolderSync.FlushFile(path);
        using var file = File.OpenRead(path);
        return new ManifestFile(name, file.Length, Convert.ToHexStringLower(SHA256.HashData(file)), samples);
    }

    private static void RefuseWrongTarget(string folder, bool overwrite)
    {
        if (File.Exists(folder))
        {
            throw new WrongWordsException($"{folder} is a file; supported is the name of a new folder.");
        }

        if (!Directory.Exists(folder))
        {
            return;
        }

        if (!overwrite)
        {
            throw new WrongWordsException($"There is already a folder {folder}; name another, or ask to overwrite an earlier export.");
        }

        // Whatever is not an export, or was put beside one, is not ours to delete.
        if (ExportVerifier.ReadManifest(folder, out _) is not { } manifest || ExportVerifier.UnexpectedNames(folder, manifest).FirstOrDefault() is { } unexpected)
        {
            throw new WrongWordsException($"The folder {folder} is not a complete export alone, so it is not overwritten; name another.");
        }
    }

    private static void GiveName(string partial, string folder)
    {
        var earlier = partial.Replace(".partial-", ".earlier-", StringComparison.Ordinal);
        var replaces = Directory.Exists(folder);
        if (replaces)
        {
            Directory.Move(folder, earlier);
        }

        try
        {
            Directory.Move(partial, folder);
        }
        catch when (replaces)
        {
            Directory.Move(earlier, folder);
            throw;
        }

        if (replaces)
        {
            Directory.Delete(earlier, recursive: true);
        }
    }
}
