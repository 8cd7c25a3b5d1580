using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using QualityReview.Filters;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.TestKit;
using QualityReview.Web.Tests.Browser;
using QualityReview.Web.Tests.People;
using static Microsoft.Playwright.Assertions;

namespace QualityReview.Web.Tests.Queues;

/// <summary>The real web app with accounts, a dataset with scores, and a browser in which each person signs in once.</summary>
internal sealed class PeopleAtWork : IAsyncDisposable
{
    public const string Ana = "Ana", Bo = "Bo", Lea = "Lea", Adam = "Adam";

    private readonly Dictionary<string, string> _sessions = [];
    private readonly Chromium _chromium;

    private PeopleAtWork(AccountApp app, Chromium chromium) => (App, _chromium) = (app, chromium);

    public AccountApp App { get; }

    public Dataset Dataset { get; private set; } = default!;

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    /// <summary>Two annotators, a lead and an admin over samples of which each has a score.</summary>
    public static async Task<PeopleAtWork> StartAsync(int samples)
    {
        var app = await AccountApp.StartAsync();
        var people = new PeopleAtWork(app, await Chromium.LaunchAsync());
        foreach (var (name, role) in new[] { (Ana, Role.Annotator), (Bo, Role.Annotator), (Lea, Role.Lead), (Adam, Role.Admin) })
        {
            await app.JoinedAsync(name, role);
        }

        var dataset = await people.Get<DatasetStore>().GetOrCreateAsync("testing");
        await people.Get<SampleWriter>().AddAsync(
            dataset.DatasetId, [.. Some.Founds(samples).Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        people.Dataset = people.Get<DatasetStore>().Get("testing");
        var scores = people.Get<ScoreStore>();
        var run = await scores.BeginAsync(dataset.DatasetId, Some.Card("ask_llm_tests_1"), samples, "CPU", "{}", CancellationToken.None);
        await scores.CommitAsync(run, 0, new ScoreChunk([.. Enumerable.Range(0, samples).Select(i => (i + .5f) / samples)], new ScoreFlags[samples], [], []), 0, 0, CancellationToken.None);
        return people;
    }

    public Task<Queue> QueueAsync(string name, Func<QueueRequest, QueueRequest>? change = null)
    {
        var request = new QueueRequest { DatasetId = Dataset.DatasetId, Name = name, Author = Lea, Draw = new QueueDraw { Kind = QueueKind.AsShown, Size = Dataset.SampleCount } };
        request = change?.Invoke(request) ?? request;
        return Get<QueueStore>().AddAsync(request, Get<QueueDrawer>().Draw(Get<SampleTables>().Get(Dataset.DatasetId), request.Draw));
    }

    /// <summary>A page of somebody who is signed in; of nobody where the name is empty.</summary>
    /// <param name="expected">See <see cref="OpenPage"/>.</param>
    public async Task<OpenPage> OpenAsync(string name, string path, int width = 1440, bool dark = false, string? expected = null)
    {
        if (name.Length > 0 && !_sessions.ContainsKey(name))
        {
            var gate = await _chromium.Browser.NewContextAsync();
            var form = await gate.NewPageAsync();
            await form.GotoAsync(new Uri(App.Url, "/sign-in").ToString());
            await form.Locator("#name").FillAsync(name);
            await form.Locator("#password").FillAsync(AccountApp.Password);
            await form.Keyboard.PressAsync("Enter");
            await Expect(form).ToHaveURLAsync(App.Url.ToString());
            _sessions[name] = await gate.StorageStateAsync();
            await gate.CloseAsync();
        }

        var context = await _chromium.Browser.NewContextAsync(new()
        {
            StorageState = name.Length > 0 ? _sessions[name] : null,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Locale = "en-US",
        });
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(Chromium.Patience);
        var open = new OpenPage(context, page, expected);
        await page.GotoAsync(new Uri(App.Url, path).ToString());
        return open;
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        await App.DisposeAsync();
    }
}
