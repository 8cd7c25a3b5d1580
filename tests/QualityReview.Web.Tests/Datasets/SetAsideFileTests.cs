using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.Samples;
using QualityReview.TestKit;
using QualityReview.Web.Datasets;

namespace QualityReview.Web.Tests.Datasets;

public sealed class SetAsideFileTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "' =1")]
    [InlineData("\u0000\u001b=1", "'  =1")]
    [InlineData("\u00a0=1", "'\u00a0=1")]
    [InlineData("a\tb\r\nc\u2028d", "a b  c d")]
    [InlineData("", "")]
    public void Cell_Text_CannotBeTakenForAFormulaOrAnotherCell(string text, string expected) => Assert.Equal(expected, SetAsideFile.Cell(text));

    [Fact]
    public async Task WriteAsync_MoreLinesThanAPage_WritesEachOnce()
    {
        var all = Enumerable.Range(1, 2001).Select(line => new SetAsideLine(line, "Bad.", "x")).ToList();
        using var target = new MemoryStream();
        await SetAsideFile.WriteAsync(target, (most, skip) => [.. all.Skip(skip).Take(most)]);
        var lines = Encoding.UTF8.GetString(target.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2002, lines.Length);
        Assert.Equal("line\treason\texcerpt", lines[0]);
        Assert.Equal("2001\tBad.\tx", lines[^1]);
        Assert.Equal(2001, lines.Skip(1).Distinct().Count());
    }

    [Fact]
    public async Task Get_SetAsideLines_IsADownload()
    {
        await using var store = new TestDatabase();
        var import = await Imported.AddAsync(store, "a.jsonl", 0, new SetAsideLine(7, "Bad.", "=1\t<b>"));
        await store.Datasets.GetOrCreateAsync("other");
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(store.Datasets);
        builder.Services.AddSingleton(store.Imports);
        await using var app = builder.Build();
        SetAsideFile.Map(app);
        await app.StartAsync();
        using var client = app.GetTestClient();

        using var found = await client.GetAsync(new Uri(ReviewUrls.SetAside("testing", import), UriKind.Relative));

        Assert.Equal("line\treason\texcerpt\n7\tBad.\t'=1 <b>\n", await found.Content.ReadAsStringAsync());
        Assert.Equal("text/tab-separated-values; charset=utf-8", found.Content.Headers.ContentType!.ToString());
        Assert.Equal($"attachment; filename=testing-import-{import}-set-aside.tsv", found.Content.Headers.ContentDisposition!.ToString().Split("; filename*")[0]);
        foreach (var wrong in (string[])[ReviewUrls.SetAside("testing", import + 1), ReviewUrls.SetAside("other", import), ReviewUrls.SetAside("nope", import)])
        {
            using var missing = await client.GetAsync(new Uri(wrong, UriKind.Relative));
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        }
    }
}
