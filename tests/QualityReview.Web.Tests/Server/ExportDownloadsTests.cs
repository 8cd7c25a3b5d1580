using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Exports;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Server;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Server;

/// <summary>Over the real server: an export made by its job, fetched by HTTP.</summary>
public sealed class ExportDownloadsTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private WebApplication? _app;
    private HttpClient? _http;
    private PastExport? _export;

    public async ValueTask InitializeAsync()
    {
        _app = QualityReviewServer.Build(_folder.File("data"), "http://127.0.0.1:0", builder =>
        {
            builder.Configuration["QualityReview:LoadSampleDataset"] = "false";
            builder.Configuration["QualityReview:Access:SingleUser"] = "true";
        });
        await _app.StartAsync();
        var services = _app.Services;
        _http = new HttpClient { BaseAddress = new Uri(services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()) };
        var datasets = services.GetRequiredService<DatasetStore>();
        var dataset = await datasets.GetOrCreateAsync("testing");
        await services.GetRequiredService<SampleWriter>().AddAsync(
            dataset.DatasetId, [.. Some.Founds(500).Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        await using var scope = services.CreateAsyncScope();
        var job = await scope.ServiceProvider.GetRequiredService<SubsetRooms>().ExportAsync(datasets.Get("testing"), new ExportOrder("all", "all", "jsonl", "testing-all"), services.GetRequiredService<QualityReviewOptions>());
        while (services.GetRequiredService<JobStore>().Find(job.JobId) is { State: JobState.Queued or JobState.Running })
        {
            await Task.Delay(20);
        }

        _export = services.GetRequiredService<ExportStore>().List(dataset.DatasetId).Single();
    }

    public async ValueTask DisposeAsync()
    {
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Zip_Export_HoldsEveryFileOfTheFolder()
    {
        using var response = await _http!.GetAsync(new Uri(ReviewUrls.ExportZip(_export!.ExportId), UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("application/zip", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("testing-all.zip", response.Content.Headers.ContentDisposition!.FileNameStar);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(Directory.GetFiles(_export.Folder).Select(path => "testing-all/" + Path.GetFileName(path)).Order(), zip.Entries.Select(entry => entry.FullName).Order());
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using var stream = await entry.OpenAsync(TestContext.Current.CancellationToken);
            await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_export.Folder, entry.Name), TestContext.Current.CancellationToken), bytes.ToArray());
        }
    }

    [Fact]
    public async Task File_OfTheManifest_IsSentAsAnAttachment()
    {
        using var response = await _http!.GetAsync(new Uri(ReviewUrls.ExportFile(_export!.ExportId, ExportManifest.IndexName), UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(_export.Folder, ExportManifest.IndexName), TestContext.Current.CancellationToken), await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("unlisted.txt")]
    [InlineData("..%2F..%2Fquality-review.db")]
    [InlineData("..%2f..%2f..%2f..%2f..%2fetc%2fpasswd")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData("..%5C..%5Csecret")]
    [InlineData("%2E%2E")]
    [InlineData("samples.tsv%00")]
    [InlineData("SAMPLES.TSV")]
    public async Task File_NotOfTheManifest_IsNotFound(string name)
    {
        await File.WriteAllTextAsync(Path.Combine(_export!.Folder, "unlisted.txt"), "x", TestContext.Current.CancellationToken);

        Assert.True((await GetAsync($"/exports/1/files/{name}")).Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Download_UnknownExport_IsNotFound()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/exports/99/download")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/exports/99/files/manifest.json")).Status);
    }

    [Fact]
    public async Task Download_ChangedManifest_IsRefusedWithASentence()
    {
        await File.AppendAllTextAsync(Path.Combine(_export!.Folder, ExportManifest.FileName), " ", TestContext.Current.CancellationToken);

        var (status, body) = await GetAsync("/exports/1/files/manifest.json");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("was rewritten", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await GetAsync("/exports/1/download")).Status);
    }

    [Fact]
    public async Task Zip_MissingFile_IsRefusedBeforeAnythingIsSent()
    {
        File.Delete(Path.Combine(_export!.Folder, ExportManifest.IndexName));

        var (status, body) = await GetAsync("/exports/1/download");
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("samples.tsv is missing", body, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> GetAsync(string path)
    {
        using var response = await _http!.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
