using System.Net;
using System.Text.RegularExpressions;
using QualityReview.People;
using QualityReview.Web.Tests.People;

namespace QualityReview.Web.Tests.Security;

/// <summary>What every answer says to the browser, and what its cookies may.</summary>
public sealed partial class HeaderTests
{
    [Fact]
    public async Task EveryAnswer_PagesFilesFaultsAndApi_CarriesTheHeaders()
    {
        await using var app = await AccountApp.StartAsync();
        var lead = await app.JoinedAsync("lead", Role.Lead);

        foreach (var path in new[] { "/", "/sign-in", "/jobs", "/no/such/page", "/api/me", "/api/nothing", "/api/openapi.json", "/healthz", "/app.css", "/people" })
        {
            using var answer = await lead.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            var policy = Of(answer, "Content-Security-Policy");
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Of(answer, "X-Content-Type-Options"));
            Assert.Equal("same-origin", Of(answer, "Referrer-Policy"));
            Assert.Equal("same-origin", Of(answer, "Cross-Origin-Opener-Policy"));
            Assert.Equal("same-origin", Of(answer, "Cross-Origin-Resource-Policy"));
            Assert.Contains("camera=()", Of(answer, "Permissions-Policy"), StringComparison.Ordinal);
            Assert.Empty(Of(answer, "Server"));
            Assert.Empty(Of(answer, "Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task Cookies_OfASession_AreKeptFromScriptsAndOtherSites()
    {
        await using var app = await AccountApp.StartAsync();
        await app.JoinedAsync("ana", Role.Admin);
        var visitor = app.Visitor();
        using var page = await visitor.GetAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        using var answer = await AccountApp.SignInAsync(visitor, "ana", AccountApp.Password);

        var cookies = page.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")).ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith("quality-review=", StringComparison.Ordinal));
        Assert.Contains(cookies, cookie => cookie.StartsWith(".AspNetCore.Antiforgery", StringComparison.Ordinal) && cookie.Contains("samesite=strict", StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Matches("(?i); *samesite=(lax|strict)", cookie));
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Forms_SentWithoutTheirToken_ChangeNothing()
    {
        await using var app = await AccountApp.StartAsync();
        var admin = await app.JoinedAsync("ana", Role.Admin);
        var pages = new[] { "/sign-in", ReviewUrls.Join(await app.Invitations.InviteAsync(Role.Lead, "ana")), "/account", "/people", "/sign-out" };

        foreach (var path in pages)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "form", ["Form.Name"] = "bo", ["Form.Password"] = AccountApp.Password, ["Form.Again"] = AccountApp.Password });
            using var answer = await admin.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        Assert.Equal("ana", Assert.Single(app.Accounts.List()).Name);
        using var still = await admin.GetAsync(new Uri("/jobs", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task SignIns_FromOneAddress_AreSlowedDown()
    {
        await using var app = await AccountApp.StartAsync();
        var visitor = app.Visitor();
        var html = await visitor.GetStringAsync(new Uri("/sign-in", UriKind.Relative), TestContext.Current.CancellationToken);
        var token = Token().Match(html).Groups[1].Value;

        // All at once: more than three windows of 30 would let through.
        var statuses = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["Form.Name"] = $"guess {i}" });
            using var answer = await visitor.PostAsync(new Uri("/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }));

        Assert.Contains(HttpStatusCode.TooManyRequests, statuses);
        Assert.InRange(statuses.Count(status => status != HttpStatusCode.TooManyRequests), 30, 90);
    }

    private static string Of(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(' ', values) : "";

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
