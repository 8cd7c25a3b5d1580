using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using QualityReview.Web.Configuration;
using QualityReview.Web.Layout;
using QualityReview.Web.Tests.People;

namespace QualityReview.Web.Tests.Security;

/// <summary>Requests by somebody who is signed in and means ill: addresses of other machines, messages without end, tabs without number.</summary>
public sealed class HostileRequestsTests
{
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
}
