using System.Text.Json;
using Microsoft.Playwright;

namespace QualityReview.Benchmarks.Feel;

/// <summary>What one visit of a page brought.</summary>
/// <param name="Paint">First contentful paint in ms.</param>
/// <param name="Shift">Sum of all layout shifts that followed no input.</param>
/// <param name="Interaction">Longest time in ms from an input to the paint after it.</param>
/// <param name="Answers">Ms from each input until its answer stood on the page.</param>
internal sealed record FeelFigures(double Paint, double Shift, double Interaction, IReadOnlyList<double> Answers);

/// <summary>A page that is opened and used for a moment, as a person would.</summary>
/// <param name="Ready">Selects what is there when the page answers.</param>
/// <param name="Use">Inputs, and into the list ms until each was answered.</param>
internal sealed record FeelVisit(string Title, string Path, string Ready, Func<IPage, List<double>, Task> Use)
{
    // Entries of at least 16 ms are the finest that the browser tells; shorter ones are below any target.
    private const string Watch =
        """
        globalThis.felt = { shift: 0, interaction: 0 };
        new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) felt.shift += e.value; }).observe({ type: 'layout-shift', buffered: true });
        new PerformanceObserver(list => { for (const e of list.getEntries()) if (e.interactionId) felt.interaction = Math.max(felt.interaction, e.duration); }).observe({ type: 'event', durationThreshold: 16, buffered: true });
        localStorage.setItem('tour', 'done');
        """;

    // From the input's own time stamp to the change of what is watched. It watches before the input comes.
    private const string Await =
        """
        selector => {
          const read = () => document.querySelector(selector)?.textContent ?? '';
          const before = read();
          felt.answer = new Promise(done => {
            const watch = new MutationObserver(() => {
              if (read() === before) return;
              watch.disconnect();
              done(performance.now() - felt.input);
            });
            watch.observe(document.documentElement, { subtree: true, childList: true, characterData: true });
          });
        }
        """;

    public static IEnumerable<FeelVisit> All(string dataset, string sample, string queue)
    {
        yield return new("Browse", $"/datasets/{dataset}", "[data-testid=count]", async (page, answers) =>
        {
            await AnswerAsync(page, answers, "[data-testid=count]", () => page.Locator("g.bin .hit").Nth(20).ClickAsync());
            await AnswerAsync(page, answers, "[data-testid=count]", () => page.Locator("[data-testid=chips] button").First.ClickAsync());
            await AnswerAsync(page, answers, "[data-testid=count]", () => page.Locator("[data-testid^=facet-] input").First.ClickAsync());
            await AnswerAsync(page, answers, ".vlist .cell", () => page.Locator(".sort button").ClickAsync());
        });
        yield return new("Sample", $"/datasets/{dataset}/samples/{Uri.EscapeDataString(sample)}", "[data-testid=sample][data-seen=true]", async (page, answers) =>
        {
            for (var i = 0; i < 4; i++)
            {
                await AnswerAsync(page, answers, "[data-testid=sample] h1", () => page.Keyboard.PressAsync("ArrowRight"));
            }

            await page.Locator(".sample-text .tools button").First.ClickAsync();
        });
        yield return new("Review", $"/review/{queue}", "#focus[data-position]", async (page, answers) =>
        {
            for (var i = 0; i < 6; i++)
            {
                await AnswerAsync(page, answers, "#text", () => page.Keyboard.PressAsync("q"));
            }
        });
        yield return new("Compare, scorers", $"/datasets/{dataset}/compare", "[data-testid=scorers] table", async (page, answers) =>
            await AnswerAsync(page, answers, "#pair", () => page.Locator("[data-testid=scorers] td a").First.ClickAsync()));
        yield return new("Compare, cut", $"/datasets/{dataset}/compare/cut", "#slider", async (page, answers) =>
        {
            await page.Locator("#slider").FocusAsync();
            for (var i = 0; i < 5; i++)
            {
                await AnswerAsync(page, answers, "#kept", () => page.Keyboard.PressAsync("PageUp"));
            }
        });
    }

    public async Task<FeelFigures> MeasureAsync(IBrowser browser, Uri server)
    {
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(120_000);
        await page.AddInitScriptAsync(Watch);
        await page.AddInitScriptAsync("for (const type of ['keydown', 'pointerup']) addEventListener(type, e => { felt.input = e.timeStamp; }, { capture: true });");
        await page.GotoAsync(new Uri(server, Path).AbsoluteUri);
        await page.Locator(Ready).First.WaitForAsync();
        await page.Locator("main[data-ready=true], #focus[data-position]").First.WaitForAsync();
        await page.WaitForFunctionAsync("() => !document.querySelector('main .skeleton')");
        // Keys are heard a moment after the page is live.
        await page.WaitForFunctionAsync("() => document.documentElement.dataset.keys");
        List<double> answers = [];
        await Use(page, answers);
        // The browser tells an interaction after the frame that shows it.
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))");
        var felt = await page.EvaluateAsync<JsonElement>("() => ({ ...felt, paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN })");
        return new(felt.GetProperty("paint").GetDouble(), felt.GetProperty("shift").GetDouble(), felt.GetProperty("interaction").GetDouble(), answers);
    }

    private static async Task AnswerAsync(IPage page, List<double> answers, string selector, Func<Task> input)
    {
        await page.EvaluateAsync(Await, selector);
        await input();
        answers.Add(await page.EvaluateAsync<double>("() => felt.answer"));
    }
}
