namespace QualityReview.Exports;

/// <summary>A sample that two exports do not have alike.</summary>
/// <param name="Before">Its lines in the first; 0 where it was not there.</param>
/// <param name="After">Its lines in the second; 0 where it is not there.</param>
/// <param name="Because">Such as <c>verdict of Ana: drop</c>.</param>
public sealed record ChangedSample(string Id, int Before, int After, string Because)
{
    public bool Came => Before == 0;

    public bool Went => After == 0;
}

/// <summary>What two exports have differently: what they were made of, and which samples.</summary>
/// <param name="Same">Samples that both have alike.</param>
/// <param name="Samples">Those that went, in the order of the first export, then those that came or changed, in the order of the second.</param>
public sealed record SubsetDiff(ExportManifest Before, ExportManifest After, IReadOnlyList<ManifestChange> Changes, long Same, IReadOnlyList<ChangedSample> Samples)
{
    /// <param name="because">Why a sample came, went or changed; null where that is not known.</param>
    /// <exception cref="QualityReviewException">A folder is no sound export.</exception>
    public static SubsetDiff Of(string before, string after, Func<string, bool, string?>? because = null, CancellationToken cancellation = default)
    {
        var (first, second) = (Manifest(before), Manifest(after));
        var changes = ManifestChanges.Of(first, second);
        var otherwise = changes.Count switch
        {
            0 => "not known",
            1 => changes[0].What,
            _ => "one of " + string.Join(", ", changes.Select(change => change.What)),
        };
        var (old, now) = (Lines(before, first, cancellation), Lines(after, second, cancellation));
        var samples = new List<ChangedSample>();
        var same = 0L;
        foreach (var (id, (_, lines)) in old)
        {
            if (!now.ContainsKey(id))
            {
                samples.Add(new ChangedSample(Unescape(id), lines, 0, because?.Invoke(Unescape(id), false) ?? otherwise));
            }
        }

        foreach (var (id, (hash, lines)) in now)
        {
            if (!old.TryGetValue(id, out var known))
            {
                samples.Add(new ChangedSample(Unescape(id), 0, lines, because?.Invoke(Unescape(id), true) ?? otherwise));
            }
            else if (known.Hash != hash)
            {
                samples.Add(new ChangedSample(Unescape(id), known.Lines, lines, "another text under the same id"));
            }
            else if (known.Lines != lines)
            {
                samples.Add(new ChangedSample(Unescape(id), known.Lines, lines, "recipe: weights"));
            }
            else
            {
                same++;
            }
        }

        return new SubsetDiff(first, second, changes, same, samples);
    }

    /// <exception cref="QualityReviewException">The folder has no sound manifest.</exception>
    public static ExportManifest Manifest(string folder) => !Directory.Exists(folder)
        ? throw new QualityReviewException($"There is no folder {folder}.")
        : ExportVerifier.ReadManifest(folder, out var fault) ?? throw new QualityReviewException($"{folder} is no export that can be compared: {fault!.Message}");

    private static Dictionary<string, (string Hash, int Lines)> Lines(string folder, ExportManifest manifest, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, ExportManifest.IndexName);
        using (var file = File.Exists(path) ? File.OpenRead(path) : throw new QualityReviewException($"{ExportManifest.IndexName} is missing in {folder}."))
        {
            if (Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)) != manifest.RootHash)
            {
                throw new QualityReviewException($"{ExportManifest.IndexName} in {folder} was changed: its SHA-256 is not the manifest's.");
            }
        }

        var lines = new Dictionary<string, (string Hash, int Lines)>(StringComparer.Ordinal);
        using var index = IndexedSample.OpenIndex(path);
        while (index.ReadLine() is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            var cells = line.Split('\t');
            lines[cells[0]] = (cells.Length > 1 ? cells[1] : "", lines.TryGetValue(cells[0], out var known) ? known.Lines + 1 : 1);
        }

        return lines;
    }

    private static string Unescape(string id) => !id.Contains('\\', StringComparison.Ordinal) ? id : IndexedSample.Unescape(id);
}
