using QualityReview.People;
using QualityReview.TestKit;

namespace QualityReview.Tests.People;

public sealed class InvitationStoreTests : IAsyncDisposable
{
    private readonly Clock _time = new();
    private readonly TestDatabase _store;

    public InvitationStoreTests() => _store = new TestDatabase(_time);

    private InvitationStore Invitations => new(_store.Database, _time);

    private AccountStore Accounts => new(_store.Database, _time);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task AcceptAsync_Link_MakesTheAccountOnce()
    {
        var secret = await Invitations.InviteAsync(Role.Lead, "Ana", TestContext.Current.CancellationToken);

        var ben = await Invitations.AcceptAsync(secret, "Ben", account => $"hash of {account.Name}", TestContext.Current.CancellationToken);

        Assert.Equal(("Ben", Role.Lead, "hash of Ben"), (ben.Name, ben.Role, ben.PasswordHash));
        Assert.Null(Invitations.Find(secret));
        await Assert.ThrowsAsync<QualityReviewException>(() => Invitations.AcceptAsync(secret, "Cara", _ => "", TestContext.Current.CancellationToken));
        Assert.Single(Accounts.List());
    }

    [Fact]
    public async Task AcceptAsync_ManyAtOnce_OneGetsIt()
    {
        var secret = await Invitations.InviteAsync(Role.Annotator, "Ana", TestContext.Current.CancellationToken);

        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await Invitations.AcceptAsync(secret, $"Person {i}", _ => "hash", TestContext.Current.CancellationToken);
                return 1;
            }
            catch (QualityReviewException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, tries.Sum());
        Assert.Single(Accounts.List());
    }

    [Fact]
    public async Task AcceptAsync_NameTaken_LeavesTheLinkGood()
    {
        await Accounts.AddAsync("Ben", Role.Lead, TestContext.Current.CancellationToken);
        var secret = await Invitations.InviteAsync(Role.Lead, "Ana", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<WrongWordsException>(() => Invitations.AcceptAsync(secret, "ben", _ => "", TestContext.Current.CancellationToken));

        Assert.NotNull(Invitations.Find(secret));
    }

    [Fact]
    public async Task Find_AfterAWeek_IsGone()
    {
        var secret = await Invitations.InviteAsync(Role.Lead, "Ana", TestContext.Current.CancellationToken);

        _time.Now += InvitationStore.Lifetime - TimeSpan.FromMinutes(1);
        Assert.NotNull(Invitations.Find(secret));
        _time.Now += TimeSpan.FromMinutes(2);
        Assert.Null(Invitations.Find(secret));
        Assert.Empty(Invitations.Open());
    }

    [Fact]
    public async Task FirstAdminAsync_NextStart_EndsTheLinkOfTheLast()
    {
        var first = await Invitations.FirstAdminAsync(TestContext.Current.CancellationToken);
        var invited = await Invitations.InviteAsync(Role.Lead, "Ana", TestContext.Current.CancellationToken);
        var second = await Invitations.FirstAdminAsync(TestContext.Current.CancellationToken);

        Assert.Null(Invitations.Find(first));
        Assert.Equal(Role.Admin, Invitations.Find(second)!.Role);
        Assert.NotNull(Invitations.Find(invited));
    }

    [Fact]
    public async Task ResetAsync_Accepted_RenewsHashAndStampAndLiftsTheLockout()
    {
        var ben = await Accounts.AddAsync("Ben", Role.Lead, TestContext.Current.CancellationToken);
        await Accounts.UpdateSignInAsync(ben with { PasswordHash = "old", FailedAttempts = 4, LockedUntil = _time.Now.AddHours(1) }, TestContext.Current.CancellationToken);
        var secret = await Invitations.ResetAsync(ben, "Ana", TestContext.Current.CancellationToken);

        var renewed = await Invitations.AcceptAsync(secret, "somebody else", _ => "new", TestContext.Current.CancellationToken);

        Assert.Equal(("Ben", "new", 0, null), (renewed.Name, renewed.PasswordHash, renewed.FailedAttempts, renewed.LockedUntil));
        Assert.NotEqual(ben.SecurityStamp, renewed.SecurityStamp);
    }

    [Fact]
    public async Task Database_Links_HoldNoSecret()
    {
        var secret = await Invitations.InviteAsync(Role.Lead, "Ana", TestContext.Current.CancellationToken);
        var token = await new ApiTokenStore(_store.Database, _time).AddAsync(
            (await Accounts.AddAsync("Ben", Role.Lead, TestContext.Current.CancellationToken)).AccountId, "t", [TokenScope.Read], null, TestContext.Current.CancellationToken);
        var backup = _store.Folder.File("copy.db");
        _store.Database.BackUp(backup);

        var bytes = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(backup, TestContext.Current.CancellationToken));

        Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal);
        Assert.DoesNotContain(token, bytes, StringComparison.Ordinal);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
