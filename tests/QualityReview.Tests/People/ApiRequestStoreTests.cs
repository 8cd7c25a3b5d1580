using QualityReview.People;
using QualityReview.TestKit;

namespace QualityReview.Tests.People;

public sealed class ApiRequestStoreTests : IAsyncDisposable
{
    private static readonly byte[] _one = [1], _other = [2];

    private readonly Clock _clock = new();
    private readonly TestDatabase _store = new();

    private ApiRequestStore Requests => new(_store.Database, _clock);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task BeginAsync_KnownKey_GivesWhatWasAnswered()
    {
        Assert.Equal(new KnownRequest(true, true, null), await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken));
        Assert.Equal(new KnownRequest(false, true, null), await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken));
        await Requests.EndAsync("ana", "k", new StoredAnswer(202, "application/json", "/api/jobs/7", [4, 2]), TestContext.Current.CancellationToken);

        var known = await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken);

        Assert.Equal((false, true, 202, "application/json", "/api/jobs/7"), (known.IsNew, known.IsSame, known.Answer!.Status, known.Answer.ContentType, known.Answer.Location));
        Assert.Equal<byte>([4, 2], known.Answer.Body);
        Assert.False((await Requests.BeginAsync("ana", "k", _other, TestContext.Current.CancellationToken)).IsSame);
        Assert.True((await Requests.BeginAsync("ben", "k", _other, TestContext.Current.CancellationToken)).IsNew);
    }

    [Fact]
    public async Task ForgetAsync_RequestWithoutAnAnswer_FreesTheKey()
    {
        await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken);
        await Requests.ForgetAsync("ana", "k", TestContext.Current.CancellationToken);
        Assert.True((await Requests.BeginAsync("ana", "k", _other, TestContext.Current.CancellationToken)).IsNew);

        await Requests.EndAsync("ana", "k", new StoredAnswer(200, null, null, []), TestContext.Current.CancellationToken);
        await Requests.ForgetAsync("ana", "k", TestContext.Current.CancellationToken);
        Assert.False((await Requests.BeginAsync("ana", "k", _other, TestContext.Current.CancellationToken)).IsNew);
    }

    [Fact]
    public async Task BeginAsync_ADayLater_HasForgottenTheKey()
    {
        await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken);
        _clock.Now += ApiRequestStore.Remembered - TimeSpan.FromSeconds(1);
        Assert.False((await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken)).IsNew);
        _clock.Now += TimeSpan.FromSeconds(2);

        Assert.True((await Requests.BeginAsync("ana", "k", _one, TestContext.Current.CancellationToken)).IsNew);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
