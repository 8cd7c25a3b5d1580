using System.Diagnostics;
using System.Globalization;
using QualityReview.Benchmarks.Scoring;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit;
using QualityReview.TestKit.Made;

namespace QualityReview.Benchmarks.Pages;

/// <summary>The real server over a made-up dataset: cold start, interactions over HTTP and over live pages, memory; then the same questions
/// in plain SQL and in DuckDB; with minutes, many people at once.</summary>
internal static class PagesBenchmark
{
    private const int Times = 200, Unmeasured = 10;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var kept = options.Folder is null ? new TestFolder() : null;
        var folder = options.Folder ?? kept!.Path;
        var material = string.Join(' ', SampleTexts.Take(889));
        await PrepareAsync(folder, material, options.Samples);
        List<string> words = [.. material.Split(' ', '\n').Where(word => word.Length > 3 && word.All(char.IsAsciiLetter))];
        if (options.Minutes > 0)
        {
            await PeopleAtOnce.RunAsync(folder, words, options);
            return;
        }

        using (var server = new ServerProcess(folder, ("QualityReview__Access__SingleUser", "true")))
        {
            using var client = new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromMinutes(5) };
            var memory = new MarkdownTable("Start and memory", "Figure");
            Forget(folder);
            memory.Add("Cold start to the first page, files not in the system's cache, s", await StartAsync(server, client));
            memory.Add("Resident after it, MB", server.Memory().Now);
            await server.KillAsync();
            memory.Add("The same, files in the cache, s", await StartAsync(server, client));
            await InteractAsync(server, client, words, options.Samples, live: false);
            memory.Add("Resident after pages over HTTP, MB", server.Memory().Now);
            await InteractAsync(server, client, words, options.Samples, live: true);
            memory.Add("Resident after live pages, MB", server.Memory().Now);
            memory.Add("Most resident memory, MB", server.Memory().Most);
            memory.Print();
            await server.KillAsync();
        }

        await PlainAnswers.PrintAsync(folder, options);
    }

    /// <summary>A hundred milliseconds at a million samples, half a second at ten million; a search of a million 300.</summary>
    public static double Target(string interaction, int samples) => samples > 1_000_000 ? 500 : interaction == PageVisitor.Search ? 300 : 100;

    private static async Task InteractAsync(ServerProcess server, HttpClient client, List<string> words, int samples, bool live)
    {
        var times = new PageTimes();
        await using var visitor = new PageVisitor(server.Url, client, new PageWalk(7, words), times, samples, server.CpuMs);
        // Between two of a kind all others are done.
        for (var round = -Unmeasured; round < Times; round++)
        {
            foreach (var interaction in PageVisitor.All)
            {
                if (live)
                {
                    await visitor.StepAsync(interaction, round >= 0);
                }
                else if (interaction is not (PageVisitor.Jump or PageVisitor.Down))
                {
                    await visitor.GetAsync(interaction, round >= 0);
                }
            }
        }

        times.Print(live ? "Live page, over its WebSocket" : "Page as its address gives it, over HTTP", interaction => Target(interaction, samples));
        if (!times.Faults.IsEmpty)
        {
            throw new QualityReviewException($"{times.Faults.Count} interactions failed.");
        }
    }

    private static async Task<double> StartAsync(ServerProcess server, HttpClient client)
    {
        var began = Stopwatch.GetTimestamp();
        await server.StartAsync();
        using var answer = await client.GetAsync(new Uri("/datasets/" + MadeDatasetWriter.DatasetName, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static async Task PrepareAsync(string folder, string material, int samples)
    {
        if (File.Exists(Path.Combine(folder, ReviewDatabase.FileName)))
        {
            await using var database = ReviewDatabase.Open(folder);
            var dataset = new DatasetStore(database, TimeProvider.System).Find(MadeDatasetWriter.DatasetName);
            if (dataset?.SampleCount != samples)
            {
                throw new QualityReviewException($"{folder} has {dataset?.SampleCount ?? 0:N0} made-up samples, asked for are {samples:N0}: name another folder.");
            }

            return;
        }

        var began = Stopwatch.GetTimestamp();
        var next = samples / 10;
        // Longer texts up to a million; ten million of them would be 10 GB.
        await MadeDatasetWriter.WriteAsync(folder, new MadeDataset(material, samples > 1_000_000 ? 300 : 700), samples, written =>
        {
            if (written >= next)
            {
                next += samples / 10;
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written:N0} samples written, {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
            }
        });
        var bytes = new FileInfo(Path.Combine(folder, ReviewDatabase.FileName)).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{samples:N0} samples with six scores each, index of words included, written in {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s: {bytes / 1e6:N0} MB."));
        Console.WriteLine();
    }

    /// <summary>Asks the system to drop its copies of the folder's files from memory (GNU dd's nocache); without dd they stay.</summary>
    private static void Forget(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
        {
            try
            {
                using var dd = Process.Start(new ProcessStartInfo("dd") { ArgumentList = { $"if={file}", "iflag=nocache", "count=0", "status=none" } });
                dd?.WaitForExit();
            }
            catch (System.ComponentModel.Win32Exception)
            {
                return;
            }
        }
    }
}
