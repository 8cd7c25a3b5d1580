using System.Net;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.People;
using QualityReview.Web.People;

namespace QualityReview.Web.Tests.People;

public sealed class SignInTests
{
    [Fact]
    public async Task Join_FirstAdmin_IsSignedInAndTheLinkIsSpent()
    {
        await using var app = await AccountApp.StartAsync();
        var link = await app.Services.GetRequiredService<FirstAdmin>().LinkAsync(TestContext.Current.CancellationToken);
        var ana = app.Visitor();

        using var answer = await AccountApp.PostAsync(ana, link!, ("Form.Name", "Ana"), ("Form.Password", AccountApp.Password), ("Form.Again", AccountApp.Password));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ana, "/people"));
        Assert.Null(await app.Services.GetRequiredService<FirstAdmin>().LinkAsync(TestContext.Current.CancellationToken));
        Assert.Contains("no longer good", await app.Visitor().GetStringAsync(new Uri(link!, UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short", "short", "at least 12")]
    [InlineData("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", "five different")]
    [InlineData("long enough, indeed", "something else 123", "differ")]
    public async Task Join_PasswordThatWillNotDo_SaysWhy(string password, string again, string says)
    {
        await using var app = await AccountApp.StartAsync();
        var link = ReviewUrls.Join(await app.Invitations.InviteAsync(Role.Lead, "test", TestContext.Current.CancellationToken));

        using var answer = await AccountApp.PostAsync(app.Visitor(), link, ("Form.Name", "Ana"), ("Form.Password", password), ("Form.Again", again));

        Assert.Contains(says, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Empty(app.Accounts.List());
    }

    [Fact]
    public async Task SignIn_WrongPasswords_LockTheAccountForEverybody()
    {
        await using var app = await AccountApp.StartAsync(new() { ["Access:FailuresUntilLockout"] = "3" });
        await app.JoinedAsync("Ana", Role.Lead);
        for (var i = 0; i < 3; i++)
        {
            using var wrong = await AccountApp.SignInAsync(app.Visitor(), "Ana", "not the password");
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        using var right = await AccountApp.SignInAsync(app.Visitor(), "Ana", AccountApp.Password);

        Assert.Contains("locked", await right.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(AuditAct.LockedOut, app.Audit.List(2)[1].Act);
    }

    [Fact]
    public async Task SignIn_UnknownNameAndWrongPassword_AnswerAlike()
    {
        await using var app = await AccountApp.StartAsync();
        await app.JoinedAsync("Ana", Role.Lead);

        using var unknown = await AccountApp.SignInAsync(app.Visitor(), "Nobody", "not the password");
        using var wrong = await AccountApp.SignInAsync(app.Visitor(), "Ana", "not the password");

        const string says = "Name and password do not match an open account.";
        Assert.Contains(says, await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(says, await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ManyTriesFromOneAddress_AreSlowedDown()
    {
        await using var app = await AccountApp.StartAsync();
        using var visitor = app.Visitor();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 40; i++)
        {
            using var form = new FormUrlEncodedContent([]);
            using var answer = await visitor.PostAsync(new Uri("/sign-in", UriKind.Relative), form, TestContext.Current.CancellationToken);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(10, statuses.Count(status => status == HttpStatusCode.TooManyRequests));
    }

    [Theory]
    [InlineData("/datasets/a?x=1", "/datasets/a?x=1")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData(null, "/")]
    public void LocalUrl_AddressElsewhere_LeadsHome(string? asked, string expected) => Assert.Equal(expected, SignInPage.LocalUrl(asked));

    [Fact]
    public async Task Session_AfterClosingOrAnotherRole_Ends()
    {
        await using var app = await AccountApp.StartAsync();
        var ana = await app.JoinedAsync("Ana", Role.Lead);
        var ben = await app.JoinedAsync("Ben", Role.Lead);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ana, "/jobs"));

        await app.Accounts.SetClosedAsync(app.Accounts.Get("Ana").AccountId, true, TestContext.Current.CancellationToken);
        await app.Accounts.SetRoleAsync(app.Accounts.Get("Ben").AccountId, Role.Annotator, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(ana, "/jobs"));
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(ben, "/"));
    }

    [Fact]
    public async Task SignOut_WithoutTheFormsToken_IsRefused()
    {
        await using var app = await AccountApp.StartAsync();
        var ana = await app.JoinedAsync("Ana", Role.Lead);
        using var form = new FormUrlEncodedContent([]);

        using var answer = await ana.PostAsync(new Uri("/sign-out", UriKind.Relative), form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ana, "/"));
    }

    [Fact]
    public async Task Proxy_HeaderFromThisMachine_MakesAnAnnotator()
    {
        await using var app = await AccountApp.StartAsync(new() { ["Access:Proxy:Header"] = "X-Forwarded-User" });
        var cara = app.Visitor();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(cara, "/"));
        cara.DefaultRequestHeaders.Add("X-Forwarded-User", "cara@example.org");

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(cara, "/"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(cara, "/jobs"));
        Assert.Equal(Role.Annotator, app.Accounts.Get("cara@example.org").Role);
    }

    [Fact]
    public async Task Proxy_HeaderFromElsewhere_IsNotBelieved()
    {
        await using var app = await AccountApp.StartAsync(new() { ["Access:Proxy:Header"] = "X-Forwarded-User", ["Access:Proxy:Addresses"] = "203.0.113.7" });
        var cara = app.Visitor();
        cara.DefaultRequestHeaders.Add("X-Forwarded-User", "cara");

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(cara, "/"));
        Assert.Empty(app.Accounts.List());
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
