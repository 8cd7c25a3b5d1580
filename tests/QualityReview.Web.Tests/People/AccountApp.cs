using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.People;
using QualityReview.TestKit;
using QualityReview.Web.Server;

namespace QualityReview.Web.Tests.People;

/// <summary>The real web app with accounts, over an empty data folder, and browsers without a screen for its people.</summary>
public sealed partial class AccountApp : IAsyncDisposable
{
    public const string Password = "five words make a password";

    private readonly TestFolder _folder = new();
    private readonly WebApplication _app;
    private readonly List<HttpClient> _clients = [];

    private AccountApp(Dictionary<string, string>? settings, Action<WebApplicationBuilder>? configure) => _app = QualityReviewServer.Build(_folder.File("data"), "http://127.0.0.1:0", builder =>
    {
        builder.Configuration["QualityReview:LoadSampleDataset"] = "false";
        foreach (var (key, value) in settings ?? [])
        {
            builder.Configuration["QualityReview:" + key] = value;
        }

        configure?.Invoke(builder);
    });

    public IServiceProvider Services => _app.Services;

    public WebApplication App => _app;

    public Uri Url { get; private set; } = default!;

    public AccountStore Accounts => Services.GetRequiredService<AccountStore>();

    public InvitationStore Invitations => Services.GetRequiredService<InvitationStore>();

    public AuditTrail Audit => Services.GetRequiredService<AuditTrail>();

    public static async Task<AccountApp> StartAsync(Dictionary<string, string>? settings = null, Action<WebApplicationBuilder>? configure = null)
    {
        var app = new AccountApp(settings, configure);
        await app._app.StartAsync();
        app.Url = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return app;
    }

    /// <summary>Somebody who asks for pages, keeps cookies and follows no redirect.</summary>
    public HttpClient Visitor()
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Url };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        _clients.Add(client);
        return client;
    }

    /// <summary>Somebody who has just joined with that role.</summary>
    public async Task<HttpClient> JoinedAsync(string name, string role)
    {
        var visitor = Visitor();
        var answer = await PostAsync(visitor, ReviewUrls.Join(await Invitations.InviteAsync(role, "test")), ("Form.Name", name), ("Form.Password", Password), ("Form.Again", Password));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return visitor;
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient visitor, string name, string password) =>
        PostAsync(visitor, "/sign-in", ("Form.Name", name), ("Form.Password", password));

    /// <summary>Fills in the form of a page and sends it, hidden fields included.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient visitor, string page, params (string Name, string Value)[] fields)
    {
        var html = await visitor.GetStringAsync(new Uri(page, UriKind.Relative));
        var hidden = HiddenField().Matches(html).Select(match => (match.Groups[1].Value, WebUtility.HtmlDecode(match.Groups[2].Value))).DistinctBy(field => field.Item1);
        using var form = new FormUrlEncodedContent([.. hidden.Concat(fields).Select(field => KeyValuePair.Create(field.Item1, field.Item2))]);
        return await visitor.PostAsync(new Uri(page, UriKind.Relative), form);
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)"\s*/?>""")]
    private static partial Regex HiddenField();
}
