using QualityReview.Samples.Files;

namespace QualityReview.Exports;

/// <summary>Reads the texts of an export back and compares them with its index.</summary>
/// <param name="sound">Names of the files whose hash is right.</param>
internal sealed class ExportContents(string folder, ExportManifest manifest, HashSet<string> sound)
{
    // After these the rest says nothing new.
    private const int MaxFaultsAFile = 5;
    private static readonly ImportLimits s_limits = new() { MaxLineBytes = 1 << 30, MaxDepth = 1024 };

    public IEnumerable<ExportFault> Check(CancellationToken cancellation)
    {
        var indexPath = Path.Combine(folder, ExportManifest.IndexName);
        if (!File.Exists(indexPath))
        {
            yield break;
        }

        using var index = IndexedSample.OpenIndex(indexPath);
        long samples = 0;
        foreach (var file in manifest.Files.Where(file => file.Samples is not null))
        {
            samples += file.Samples!.Value;
            // A broken Parquet file is not given to its reader: its hash already tells.
            var readable = sound.Contains(file.Name) || (manifest.Format != "parquet" && File.Exists(Path.Combine(folder, file.Name)));
            if (!readable)
            {
                Skip(file.Samples.Value, index);
                continue;
            }

            foreach (var fault in CheckFile(file, index, cancellation))
            {
                yield return fault;
            }
        }

        if (index.ReadLine() is not null)
        {
            yield return Fault(ExportManifest.IndexName, $"{ExportManifest.IndexName} lists more samples than the files hold.");
        }

        if (samples != manifest.Lines)
        {
            yield return Fault(ExportManifest.FileName, $"{ExportManifest.FileName} says {manifest.Lines:N0} kept samples where its files hold {samples:N0}.");
        }

        if (manifest.Writing is { Excluded: true } && sound.Contains(ExportManifest.ExcludedName) && File.ReadLines(Path.Combine(folder, ExportManifest.ExcludedName)).LongCount() is var excluded && excluded != manifest.Dropped.Samples)
        {
            yield return Fault(ExportManifest.ExcludedName, $"{ExportManifest.ExcludedName} lists {excluded:N0} samples where the manifest says {manifest.Dropped.Samples:N0} dropped ones.");
        }
    }

    private List<ExportFault> CheckFile(ManifestFile file, StreamReader index, CancellationToken cancellation)
    {
        var faults = new List<ExportFault>();
        long found = 0;
        using var reader = SampleFileReader.Open(Path.Combine(folder, file.Name), new ImportFields { IdField = "id", TextField = manifest.Layout.HasTexts ? "text" : "content_hash" }, s_limits);
        try
        {
            foreach (var line in file.Samples == 0 ? [] : reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                found++;
                // One sample too many must not shift the lines of the next file.
                var expected = found <= file.Samples ? index.ReadLine() : null;
                if (faults.Count < MaxFaultsAFile && FaultOf(file, line, expected) is { } fault)
                {
                    faults.Add(fault);
                }
            }
        }
        catch (QualityReviewException broken)
        {
            faults.Add(Fault(file.Name, $"{broken.Message}"));
        }

        if (found != file.Samples)
        {
            faults.Add(Fault(file.Name, $"{file.Name} holds {found:N0} samples where the manifest says {file.Samples:N0}."));
        }

        Skip(file.Samples.GetValueOrDefault() - found, index);
        return faults;
    }

    private ExportFault? FaultOf(ManifestFile file, FileLine line, string? expected)
    {
        if (line.SetAside is { } aside)
        {
            return Fault(file.Name, $"{file.Name} cannot be read at line {aside.Line}: {aside.Reason}");
        }

        var sample = line.Sample!;
        var (id, text) = manifest.Format == "csv" ? (CsvCell.Unguard(sample.Id ?? ""), CsvCell.Unguard(sample.Text)) : (sample.Id ?? "", sample.Text);
        var probability = expected is null ? null : IndexedSample.ProbabilityIn(expected);
        if (probability is { } number && (double.IsNaN(number) || manifest.Sampler is null))
        {
            return Fault(ExportManifest.IndexName, $"{ExportManifest.IndexName} gives the sample of {file.Name} at line {sample.Line} no probability that a draw has.");
        }

        return expected is null || (manifest.Layout.HasTexts ? IndexedSample.Of(id, text, probability) : new IndexedSample(id, text, probability)).ToLine() == expected
            ? null
            : Fault(file.Name, $"{file.Name} holds at line {sample.Line} another id or text than {ExportManifest.IndexName} says.");
    }

    // A manifest may claim more lines than there are seconds.
    private static void Skip(long lines, StreamReader index)
    {
        for (; lines > 0 && index.ReadLine() is not null; lines--)
        {
        }
    }

    private static ExportFault Fault(string file, FormattableString message) => new(file, FormattableString.Invariant(message));
}
