using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.People;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Layout;
using QualityReview.Web.Tests.People;

namespace QualityReview.Web.Tests.Security;

/// <summary>Requests by somebody who is signed in and means ill: paths that climb, SQL, addresses of other machines, messages without end.</summary>
public sealed class HostileRequestsTests
{
    private static readonly string[] _attacks =
    [
        "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2fetc%2fpasswd", "..\\..\\..\\windows\\win.ini", "/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/", "' or 1=1 --", "'; drop table samples; --", "\" union select password_hash from accounts --", "%00", "${jndi:ldap://127.0.0.1/a}", "{{7*7}}", "\u202Egpj.exe", "-1", "9223372036854775808",
    ];

    // What no query of ours takes twice is refused by its name; each of these is taken somewhere.
    private static readonly string[] _parameters = ["rule", "search", "sort", "filter", "cursor", "take", "id", "text", "returnUrl", "scope", "a", "b", "f", "of", "who", "from", "group", "page", "region", "by", "name", "file", "state", "position"];

    [Fact]
    public async Task EveryRoute_AskedWithAttacksInEveryPart_AnswersWithoutAFaultOrAFile()
    {
        await using var app = await AccountApp.StartAsync(new() { ["Api:RequestsPerMinute"] = "100000" });
        var dataset = await app.Services.GetRequiredService<DatasetStore>().GetOrCreateAsync("testing");
        await app.Services.GetRequiredService<SampleWriter>().AddAsync(
            dataset.DatasetId, [.. Some.Founds(3).Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        var admin = await app.JoinedAsync("ana", Role.Admin);
        var hash = app.Accounts.Get("ana").PasswordHash!;
        var patterns = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null && (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is null or { Count: 0 } || endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET")))
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/')).Where(pattern => !pattern.StartsWith("/_", StringComparison.Ordinal)).Distinct().ToList();
        Assert.InRange(patterns.Count, 60, 500);

        foreach (var (pattern, i) in patterns.Select((pattern, i) => (pattern, i)))
        {
            var addresses = _attacks.Where((_, attack) => pattern.Contains('{', StringComparison.Ordinal) ? (attack + i) % 3 == 0 : attack == 0).Select(attack => Filled(pattern, attack))
                .Concat(_parameters.Where((_, parameter) => (parameter + i) % 6 == 0).SelectMany((parameter, at) => new[] { _attacks[(at + i) % _attacks.Length], _attacks[(at + i + 7) % _attacks.Length] }, (parameter, attack) => $"{Filled(pattern, null)}?{parameter}={Uri.EscapeDataString(attack)}"));
            foreach (var address in addresses)
            {
                using var answer = await admin.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
                var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.True((int)answer.StatusCode < 500, $"{address}: {(int)answer.StatusCode}");
                Assert.DoesNotContain("root:", body, StringComparison.Ordinal);
                Assert.DoesNotContain(hash, body, StringComparison.Ordinal);
                Assert.False(answer.Headers.Location is { IsAbsoluteUri: true } location && location.Host != app.Url.Host, $"{address} leads to {answer.Headers.Location}");
            }
        }

        Assert.Equal(3, app.Services.GetRequiredService<DatasetStore>().Get("testing").SampleCount);
    }

    [Fact]
    public void Sources_OpenNoConnectionButTheSignInProviders()
    {
        // The addresses of a provider stand in the settings; no address out of data is ever fetched.
        string[] clients = ["HttpClient", "WebRequest", "WebClient", "HttpRequestMessage", "new Socket", "TcpClient", "UdpClient", "ClientWebSocket", "Dns."];
        var found = Directory.EnumerateFiles(Repository.File("src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var source && clients.Any(client => source.Contains(client, StringComparison.Ordinal)))
            .Select(file => Path.GetFileName(file)!);

        Assert.Equal(["ProviderSignIn.cs"], found);
    }

    [Fact]
    public async Task Circuit_MessageBeyondTheLimit_EndsTheConnection()
    {
        await using var app = await AccountApp.StartAsync(new() { ["Access:SingleUser"] = "true" });
        var visitor = app.Visitor();
        using var negotiated = await visitor.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, TestContext.Current.CancellationToken);
        var token = JsonDocument.Parse(await negotiated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("connectionToken").GetString()!;
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", app.Url.ToString().TrimEnd('/'));
        await socket.ConnectAsync(new Uri($"ws://{app.Url.Authority}/_blazor?id={Uri.EscapeDataString(token)}"), TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var answer = new byte[64];
        var shake = await socket.ReceiveAsync(answer, TestContext.Current.CancellationToken);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(answer, 0, shake.Count));

        // A message that says it is longer than is supported: 40,000 bytes, in the length's own spelling.
        await socket.SendAsync((byte[])[0xC0, 0xB8, 0x02, .. new byte[PagesSetup.MostMessageBytes + 4000]], WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        try
        {
            // The hub says why, or just goes; a connection that stays makes this end in a fault of patience.
            while ((await socket.ReceiveAsync(answer, patience.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
        }

        Assert.NotEqual(WebSocketState.Open, socket.State);
    }

    [Fact]
    public void Tabs_OfOnePerson_AreLimitedAndCountedBack()
    {
        var tabs = new OpenTabs(new QualityReviewOptions { Access = { TabsPerPerson = 5 } });

        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(tabs.TryOpen("ana")));
        Assert.False(tabs.TryOpen("Ana"));
        Assert.True(tabs.TryOpen("bo"));
        tabs.Close("ana");
        Assert.True(tabs.TryOpen("ana"));
        Assert.False(tabs.TryOpen("ana"));
    }

    private static string Filled(string pattern, string? attack) => string.Join('/', pattern.Split('/').Select(part =>
        !part.StartsWith('{') ? part
        : attack is not null && !part.Contains(":long", StringComparison.Ordinal) && !part.Contains(":int", StringComparison.Ordinal) ? Uri.EscapeDataString(attack)
        : part.Contains(":long", StringComparison.Ordinal) || part.Contains(":int", StringComparison.Ordinal) ? "1"
        : part.Contains("name", StringComparison.OrdinalIgnoreCase) || part.Contains("dataset", StringComparison.OrdinalIgnoreCase) ? "testing"
        : "s-0"));
}
