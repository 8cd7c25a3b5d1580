using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using QualityReview.People;
using QualityReview.Web.Tests.People;

namespace QualityReview.Web.Tests.Security;

/// <summary>Whoever reads the log, or the audit trail, learns no secret.</summary>
public sealed class SecretsInLogsTests
{
    [Fact]
    public async Task SignIn_TokenAndInvitation_LeaveNoSecretInLogsOrAudit()
    {
        using var log = new KeptLog();
        await using var app = await AccountApp.StartAsync(configure: builder => builder.Logging.AddProvider(log).AddFilter("QualityReview", LogLevel.Trace));
        var invitation = await app.Invitations.InviteAsync(Role.Admin, "test");
        var visitor = app.Visitor();
        using var joined = await AccountApp.PostAsync(visitor, ReviewUrls.Join(invitation), ("Form.Name", "ana"), ("Form.Password", AccountApp.Password), ("Form.Again", AccountApp.Password));
        using var signedIn = await AccountApp.SignInAsync(app.Visitor(), "ana", AccountApp.Password);
        using var wrong = await AccountApp.SignInAsync(app.Visitor(), "ana", "another password that is wrong");
        using var unknown = await AccountApp.SignInAsync(app.Visitor(), "nobody", "a password of nobody's account");
        var secret = await app.Services.GetRequiredService<ApiTokenStore>().AddAsync(app.Accounts.Get("ana").AccountId, "t", TokenScope.All, null, TestContext.Current.CancellationToken);
        foreach (var (token, path) in new[] { (secret, "/api/me"), (secret + "x", "/api/me"), (secret, "/people"), (secret, "/api/nothing") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await app.Visitor().SendAsync(request, TestContext.Current.CancellationToken);
        }

        using var used = await app.Visitor().GetAsync(new Uri(ReviewUrls.Join(invitation), UriKind.Relative), TestContext.Current.CancellationToken);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0].Split('=', 2)[1];
        var written = log.Lines.Concat(app.Audit.List(1000).Select(entry => $"{entry.Actor} {entry.Act} {entry.Subject} {entry.Detail}")).ToList();

        Assert.Contains(written, line => line.Contains("ana", StringComparison.Ordinal));
        foreach (var hidden in new[] { AccountApp.Password, "another password that is wrong", "a password of nobody's account", secret, secret[ApiTokenStore.Prefix.Length..], invitation, cookie })
        {
            Assert.DoesNotContain(written, line => line.Contains(hidden, StringComparison.Ordinal));
        }
    }

    private sealed class KeptLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IEnumerable<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
