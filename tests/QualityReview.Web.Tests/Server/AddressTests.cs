using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Server;

namespace QualityReview.Web.Tests.Server;

/// <summary>Addresses as people mistype them, over the real server.</summary>
public sealed class AddressTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly HttpClient _http = new();
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        _app = QualityReviewServer.Build(_folder.File("data"), "http://127.0.0.1:0", builder =>
        {
            builder.Configuration["QualityReview:LoadSampleDataset"] = "false";
            builder.Configuration["QualityReview:Access:SingleUser"] = "true";
        });
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await _app.Services.GetRequiredService<DatasetStore>().GetOrCreateAsync("testing");
    }

    public async ValueTask DisposeAsync()
    {
        await _app!.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("/jobs?show=many")]
    [InlineData("/sign-in?refused=perhaps")]
    [InlineData("/datasets/testing/imports?import=x&page=y")]
    [InlineData("/datasets/testing/duplicates?page=x&group=99999999999999999999")]
    [InlineData("/datasets/testing/agreement?from=yesterday&until=x&position=1.5&show=-")]
    [InlineData("/datasets/testing/compare/filters?seed=x&loss=50%25&edit=a")]
    [InlineData("/datasets/testing/compare/people?within=five&suspects=all")]
    [InlineData("/datasets/testing/exports/diff?a=one&b=two")]
    public async Task Get_QueryThatIsNoNumber_OpensThePage(string address)
    {
        using var answer = await _http.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        // A page that failed says so, and is sent as any other.
        Assert.DoesNotContain("could not be shown", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
