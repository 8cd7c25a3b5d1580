using System.Globalization;
using System.Threading.Channels;
using QualityReview.Samples;
using QualityReview.Samples.Files;
using QualityReview.Scorers.Heuristics;

namespace QualityReview.Jobs;

/// <summary>Imports one file into a dataset: reads on one thread and hashes on another while the writer stores the batch before. Afterwards, when
/// the samples can be read already, the cheap scorers run over what is new while the writer makes its words searchable.</summary>
public sealed class ImportJob(DatasetStore datasets, SampleWriter writer, WordIndex words, ImportStore imports, CheapScoring scoring) : IJobWork
{
    /// <summary>Device of the job while it counts bytes of the file; afterwards the cheap scorers count samples.</summary>
    public const string Disk = "disk";

    /// <summary>Device of the job while nothing but the index of words is missing.</summary>
    public const string Words = "index of words";

    /// <summary>Samples stored in one transaction.</summary>
    private const int BatchSamples = 4000;

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
        await CompleteAsync(datasets.Find(dataset.DatasetId)!, progress, cancellation);
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
        var batches = Channel.CreateBounded<Task<Batch>>(2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = Task.Run(() => ReadAsync(reader, source, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var preparing in batches.Reader.ReadAllAsync(cancellation))
            {
                var batch = await preparing;
                await writer.AddAsync(
                    dataset.DatasetId,
                    batch.Samples,
                    (connection, outcome) => ImportStore.Note(connection, importId, batch.Samples.Count + batch.SetAside.Count, batch.Repaired, outcome, batch.SetAside),
                    cancellation,
                    wordsLater: true);
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

    private static async Task ReadAsync(SampleFileReader reader, string source, ChannelWriter<Task<Batch>> batches, CancellationToken cancellation)
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
                    batch.Found.Add(found);
                    characters += found.Text.Length;
                }
                else
                {
                    batch.SetAside.Add(line.SetAside!);
                }

                if (batch.Found.Count + batch.SetAside.Count >= BatchSamples || characters >= BatchCharacters)
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
                var read = batch;
                batch = new Batch();
                // Not on the pool, where pages and requests would wait for its threads.
                await batches.WriteAsync(Task.Factory.StartNew(() => read.Prepare(source), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default), cancellation);
            }
        }
        catch (Exception fault)
        {
            batches.Complete(fault);
        }
    }

    private async Task CompleteAsync(Dataset dataset, JobProgress progress, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var indexed = dataset.IndexedCount;
        var indexing = IndexAsync();
        try
        {
            await scoring.RunAsync(dataset, progress, cancellation);
            await progress.WhileAsync(indexing, () => Volatile.Read(ref indexed), dataset.SampleCount, Words);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            await ((Task)indexing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task<bool> IndexAsync()
        {
            while (await words.GoOnAsync(dataset.DatasetId, stop.Token) is var (done, all) && done < all)
            {
                Volatile.Write(ref indexed, done);
            }

            return true;
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
        public List<FoundSample> Found { get; } = [];

        public IReadOnlyList<PreparedSample> Samples { get; private set; } = [];

        public List<SetAsideLine> SetAside { get; } = [];

        public int Repaired { get; set; }

        public long BytesRead { get; set; }

        public Batch Prepare(string source)
        {
            Samples = [.. Found.Select(found => PreparedSample.From(found, source, LanguageGuess.Of))];
            Found.Clear();
            return this;
        }
    }
}
