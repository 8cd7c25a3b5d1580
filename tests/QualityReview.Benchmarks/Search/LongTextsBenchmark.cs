using System.Diagnostics;
using System.Reflection;
using System.Text;
using Microsoft.Playwright;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Search;

/// <summary>Pages of long texts: the server's time for a page, and in a browser the longest frame while it is scrolled, as a reader does
/// and after everything is unfolded, and the time to a hit at the text's end.</summary>
internal static class LongTextsBenchmark
{
    private const int Opened = 20, ScrollMs = 4000, PixelsAFrame = 120;

    private const string Needle = "petrels nest here at last";

    /// <summary>Scrolls by as many pixels with every frame until time or text end; gives the frames' lengths in milliseconds.</summary>
    private const string Scroll = """
        ([ms, pixels]) => new Promise(done => {
          const frames = [];
          const begun = performance.now();
          let last = begun;
          requestAnimationFrame(function step(now) {
            frames.push(now - last);
            last = now;
            scrollBy({ top: pixels, behavior: 'instant' });
            if (now - begun < ms) requestAnimationFrame(step); else done(frames.slice(1));
          });
        })
        """;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        using var folder = new TestFolder();
        var texts = Texts();
        await PrepareAsync(folder.Path, texts);
        using var server = new ServerProcess(folder.Path, ("QualityReview__Access__SingleUser", "true"), ("QualityReview__Scoring__ShippedScorers", "false"));
        await server.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Url };
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DRIVER_SEARCH_PATH", typeof(LongTextsBenchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "PlaywrightPackage").Value!);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        var table = new MarkdownTable(
            "text", "page p50 ms", "page p95 ms", "page kB", "longest frame, scrolling ms", "frames over 100 ms", "find at the end ms", "all unfolded ms", "longest frame then ms", "over 100 ms then");
        foreach (var (id, _) in texts)
        {
            var times = new List<double>();
            var size = 0;
            for (var i = 0; i <= Opened; i++)
            {
                var start = Stopwatch.GetTimestamp();
                size = (await client.GetByteArrayAsync(new Uri($"/datasets/long/samples/{id}", UriKind.Relative))).Length;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            // The first compiles and loads.
            times.RemoveAt(0);
            times.Sort();
            await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
            var page = await context.NewPageAsync();
            page.SetDefaultTimeout(300_000);
            await OpenAsync(page, server, id);
            var read = await page.EvaluateAsync<double[]>(Scroll, new[] { ScrollMs, PixelsAFrame });
            await OpenAsync(page, server, id);
            var asked = Stopwatch.GetTimestamp();
            await page.Locator(".sample-text input").FillAsync(Needle);
            await page.Locator("mark.now").WaitForAsync();
            var found = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            await OpenAsync(page, server, id);
            asked = Stopwatch.GetTimestamp();
            var all = page.Locator(".fold.after button").Last;
            if (await all.CountAsync() > 0)
            {
                // Not by the mouse: coming near it already brings more, and moves it on.
                await all.DispatchEventAsync("click");
                await page.Locator(".fold").WaitForAsync(new() { State = WaitForSelectorState.Detached });
            }

            var unfolded = Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            var whole = await page.EvaluateAsync<double[]>(Scroll, new[] { ScrollMs, PixelsAFrame });
            table.Add(id, times[times.Count / 2], times[(int)(times.Count * .95)], size / 1e3, read.Max(), read.Count(frame => frame > 100), found, unfolded, whole.Max(), whole.Count(frame => frame > 100));
        }

        table.Print();
    }

    private static async Task OpenAsync(IPage page, ServerProcess server, string id)
    {
        await page.GotoAsync(new Uri(server.Url, $"/datasets/long/samples/{id}").AbsoluteUri);
        await page.Locator("[data-testid=sample][data-seen=true]").WaitForAsync();
    }

    private static (string Id, string Text)[] Texts()
    {
        var made = new MadeTexts(3);
        return
        [
            ("25kB-lines", Of(25_000, number => made.Next(number * 10) + "\n")),
            ("5MB-lines", Of(5_000_000, number => made.Next(number * 10) + "\n")),
            ("5MB-one-line", Of(5_000_000, number => made.Next(number * 10))),
            ("5MB-Han", Of(1_700_000, _ => made.Next(9))),
        ];

        static string Of(int length, Func<int, string> next)
        {
            var text = new StringBuilder(length + 2000);
            for (var number = 0; text.Length < length; number++)
            {
                text.Append(next(number));
            }

            return text.Append(' ').Append(Needle).ToString();
        }
    }

    private static async Task PrepareAsync(string dataFolder, (string Id, string Text)[] texts)
    {
        await using var database = ReviewDatabase.Open(dataFolder);
        var dataset = await new DatasetStore(database, TimeProvider.System).GetOrCreateAsync("long");
        await new SampleWriter(database).AddAsync(
            dataset.DatasetId, [.. texts.Select((text, i) => PreparedSample.From(Some.Found(text.Id, text.Text, line: i + 1), "made", _ => "en"))], (_, _) => { }, CancellationToken.None);
    }
}
