using System.Globalization;
using System.Threading.Channels;
using QualityReview.Samples;
using QualityReview.Samples.Files;
using QualityReview.Scorers.Heuristics;

namespace QualityReview.Jobs;

/// <summary>Imports one file into a dataset: reads and hashes on one thread while the writer stores the batch before. Afterwards the
/// cheap scorers run over what is new.</summary>
public sealed class ImportJob(DatasetStore datasets, SampleWriter writer, ImportStore imports, ScoringRunner scoring) : IJobWork
{
    /// <summary>Device of the job while it counts bytes of the file; afterwards the cheap scorers count samples.</summary>
    public const string Disk = "disk";

    /// <summary>Samples stored in one transaction.</summary>
    private const int BatchSamples = 500;

    /// <summary>Characters held in one batch: long texts make small batches, so that memory does not grow with them.</summary>
    private const int BatchCharacters = 4_000_000;

    public string Kind => JobKind.Import;

    public async Task<string> RunAsync(Job job, JobProgress progress, CancellationToken cancellation)
    {
        var request = JobRequests.Import(job);
        var dataset = datasets.Find(job.DatasetId ?? 0) ?? throw new QualityReviewException("The dataset of this job is gone.");
        var importId = await imports.BeginAsync(dataset.DatasetId, request.File, cancellation);
        using (var reader = Open(request))
        {
            await StoreAsync(dataset, importId, reader, request.Source ?? Path.GetFileName(reader.Name), progress, cancellation);
        }

        await imports.FinishAsync(importId, cancellation);
        await ScoreAsync(datasets.Find(dataset.DatasetId)!, progress, cancellation);
        return Describe(imports.Get(importId), dataset);
    }

    private static SampleFileReader Open(ImportRequest request)
    {
        var fields = new ImportFields { TextField = request.TextField, IdField = request.IdField, SourceField = request.SourceField, LanguageField = request.LanguageField };
        var limits = new ImportLimits { MaxLineBytes = request.MaxLineBytes, MaxExpansion = request.MaxExpansion };
        return request.File == "-"
            ? SampleFileReader.Open(Console.OpenStandardInput(), "-", fields, limits)
            : SampleFileReader.Open(request.File, fields, limits);
    }

    private async Task StoreAsync(Dataset dataset, long importId, SampleFileReader reader, string source, JobProgress progress, CancellationToken cancellation)
    {
        var batches = Channel.CreateBounded<Batch>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => ReadAsync(reader, source, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancellation))
            {
                await writer.AddAsync(
                    dataset.DatasetId,
                    batch.Samples,
                    (connection, outcome) => ImportStore.Note(connection, importId, batch.Samples.Count + batch.SetAside.Count, batch.Repaired, outcome, batch.SetAside),
                    cancellation);
                progress.Tick(batch.Samples.Count, 0);
                await progress.ReportAsync(batch.BytesRead, reader.Length ?? 0, Disk);
            }
        }
        finally
        {
            // The reader must not outlive the file it reads.
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(SampleFileReader reader, string source, ChannelWriter<Batch> batches, CancellationToken cancellation)
    {
        try
        {
            var batch = new Batch();
            var characters = 0;
            long repaired = 0;
            foreach (var line in reader.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                if (line.Sample is { } found)
                {
                    batch.Samples.Add(PreparedSample.From(found, source, LanguageGuess.Of));
                    characters += found.Text.Length;
                }
                else
                {
                    batch.SetAside.Add(line.SetAside!);
                }

                if (batch.Samples.Count + batch.SetAside.Count >= BatchSamples || characters >= BatchCharacters)
                {
                    await SendAsync();
                    characters = 0;
                }
            }

            await SendAsync();
            batches.Complete();

            async Task SendAsync()
            {
                var now = reader.Repairs.NulCharacters + reader.Repairs.LoneSurrogates;
                batch.Repaired = (int)(now - repaired);
                batch.BytesRead = reader.BytesRead;
                repaired = now;
                await batches.WriteAsync(batch, cancellation);
                batch = new Batch();
            }
        }
        catch (Exception fault)
        {
            batches.Complete(fault);
        }
    }

    private async Task ScoreAsync(Dataset dataset, JobProgress progress, CancellationToken cancellation)
    {
        foreach (var scorer in HeuristicScorers.All)
        {
            await scoring.RunAsync(dataset, scorer, progress, cancellation);
        }
    }

    private static string Describe(Import import, Dataset dataset)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{import.Imported:N0} samples imported into {dataset.Name}") };
        Add(import.AlreadyThere, "there already");
        Add(import.EqualTexts, "with a text that another id has too");
        Add(import.Repaired, "repaired (characters that cannot be stored became U+FFFD)");
        Add(import.SetAside, import.SetAside == 1 ? "line set aside" : "lines set aside");
        return string.Join(", ", parts) + ".";

        void Add(int count, string what)
        {
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
            }
        }
    }

    private sealed class Batch
    {
        public List<PreparedSample> Samples { get; } = [];

        public List<SetAsideLine> SetAside { get; } = [];

        public int Repaired { get; set; }

        public long BytesRead { get; set; }
    }
}
