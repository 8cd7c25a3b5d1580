using QualityReview.People;
using QualityReview.TestKit;

namespace QualityReview.Tests.People;

public sealed class ApiTokenStoreTests : IAsyncDisposable
{
    private readonly TestDatabase _store = new();

    private AccountStore Accounts => new(_store.Database, TimeProvider.System);

    private ApiTokenStore Tokens => new(_store.Database, TimeProvider.System);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task FindAsync_GoodSecret_GivesTokenAndAccount()
    {
        var ana = await Accounts.AddAsync("Ana", Role.Lead, TestContext.Current.CancellationToken);
        var secret = await Tokens.AddAsync(ana.AccountId, "nightly", [TokenScope.Write, TokenScope.Read], null, TestContext.Current.CancellationToken);

        var found = await Tokens.FindAsync(secret, TestContext.Current.CancellationToken);

        Assert.StartsWith("qr_", secret, StringComparison.Ordinal);
        Assert.Equal(("nightly", "read write", "Ana"), (found!.Value.Token.Title, found.Value.Token.Scopes, found.Value.Account.Name));
        Assert.NotNull(Tokens.List(ana.AccountId).Single().LastUsedAt);
        Assert.Null(await Tokens.FindAsync(secret + "x", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task FindAsync_RevokedExpiredOrClosed_FindsNothing()
    {
        var ana = await Accounts.AddAsync("Ana", Role.Lead, TestContext.Current.CancellationToken);
        var revoked = await Tokens.AddAsync(ana.AccountId, "a", [TokenScope.Read], null, TestContext.Current.CancellationToken);
        var expired = await Tokens.AddAsync(ana.AccountId, "b", [TokenScope.Read], TimeSpan.FromSeconds(-1), TestContext.Current.CancellationToken);
        var good = await Tokens.AddAsync(ana.AccountId, "c", [TokenScope.Read], TimeSpan.FromDays(1), TestContext.Current.CancellationToken);
        Assert.True(await Tokens.RevokeAsync(ana.AccountId, Tokens.List(ana.AccountId).Single(token => token.Title == "a").TokenId, TestContext.Current.CancellationToken));

        Assert.Null(await Tokens.FindAsync(revoked, TestContext.Current.CancellationToken));
        Assert.Null(await Tokens.FindAsync(expired, TestContext.Current.CancellationToken));
        Assert.NotNull(await Tokens.FindAsync(good, TestContext.Current.CancellationToken));
        await Accounts.SetClosedAsync(ana.AccountId, true, TestContext.Current.CancellationToken);
        Assert.Null(await Tokens.FindAsync(good, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task RevokeAsync_TokenOfAnother_IsLeftAlone()
    {
        var ana = await Accounts.AddAsync("Ana", Role.Lead, TestContext.Current.CancellationToken);
        var ben = await Accounts.AddAsync("Ben", Role.Lead, TestContext.Current.CancellationToken);
        var secret = await Tokens.AddAsync(ana.AccountId, "a", [TokenScope.Read], null, TestContext.Current.CancellationToken);

        Assert.False(await Tokens.RevokeAsync(ben.AccountId, Tokens.List(ana.AccountId).Single().TokenId, TestContext.Current.CancellationToken));

        Assert.NotNull(await Tokens.FindAsync(secret, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("root")]
    [InlineData("read root")]
    [InlineData("")]
    public async Task AddAsync_UnknownOrNoScope_ListsTheScopes(string scopes)
    {
        var fault = await Assert.ThrowsAsync<WrongWordsException>(() =>
            Tokens.AddAsync(1, "t", scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), null, TestContext.Current.CancellationToken));

        Assert.Contains("read, review, write", fault.Message, StringComparison.Ordinal);
    }
}
