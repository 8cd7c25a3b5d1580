using Microsoft.Data.Sqlite;
using QualityReview.People;
using QualityReview.TestKit;

namespace QualityReview.Tests.People;

public sealed class AccountStoreTests : IAsyncDisposable
{
    private readonly TestDatabase _store = new();

    private AccountStore Accounts => new(_store.Database, TimeProvider.System);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task AddAsync_NameInOtherCasing_IsTaken()
    {
        await Accounts.AddAsync("Ana", Role.Lead, TestContext.Current.CancellationToken);

        var fault = await Assert.ThrowsAsync<WrongWordsException>(() => Accounts.AddAsync(" ana ", Role.Lead, TestContext.Current.CancellationToken));

        Assert.Equal("The name \"ana\" is taken; choose another.", fault.Message);
        Assert.Equal("Ana", Accounts.Get("ANA").Name);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("ana\u202egro")]
    [InlineData("a\nb")]
    [InlineData("<b>ana</b>")]
    [InlineData("an\u200ba")]
    public async Task AddAsync_NameThatCouldMislead_IsRefused(string name) =>
        await Assert.ThrowsAsync<WrongWordsException>(() => Accounts.AddAsync(name, Role.Annotator, TestContext.Current.CancellationToken));

    [Fact]
    public async Task AddAsync_UnknownRole_ListsTheRoles()
    {
        var fault = await Assert.ThrowsAsync<WrongWordsException>(() => Accounts.AddAsync("Ana", "boss", TestContext.Current.CancellationToken));

        Assert.Equal("There is no role \"boss\"; supported are annotator, lead, admin.", fault.Message);
    }

    [Fact]
    public async Task OnlyAdmin_CannotBeClosedNorLowered_UntilThereIsAnother()
    {
        var ana = await Accounts.AddAsync("Ana", Role.Admin, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<QualityReviewException>(() => Accounts.SetClosedAsync(ana.AccountId, true, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<QualityReviewException>(() => Accounts.SetRoleAsync(ana.AccountId, Role.Lead, TestContext.Current.CancellationToken));
        await Accounts.AddAsync("Ben", Role.Admin, TestContext.Current.CancellationToken);
        await Accounts.SetRoleAsync(ana.AccountId, Role.Lead, TestContext.Current.CancellationToken);

        Assert.Equal(Role.Lead, Accounts.Find(ana.AccountId)!.Role);
    }

    [Fact]
    public async Task RoleAndClosing_ChangeTheStamp_AndTheSameRoleDoesNot()
    {
        var ana = await Accounts.AddAsync("Ana", Role.Annotator, TestContext.Current.CancellationToken);

        await Accounts.SetRoleAsync(ana.AccountId, Role.Annotator, TestContext.Current.CancellationToken);
        Assert.Equal(ana.SecurityStamp, Accounts.Get("Ana").SecurityStamp);
        await Accounts.SetRoleAsync(ana.AccountId, Role.Lead, TestContext.Current.CancellationToken);
        var lead = Accounts.Get("Ana");
        Assert.NotEqual(ana.SecurityStamp, lead.SecurityStamp);
        await Accounts.SetClosedAsync(ana.AccountId, true, TestContext.Current.CancellationToken);
        var closed = Accounts.Get("Ana");
        Assert.NotEqual(lead.SecurityStamp, closed.SecurityStamp);
        Assert.NotNull(closed.ClosedAt);
        await Accounts.SetClosedAsync(ana.AccountId, false, TestContext.Current.CancellationToken);
        Assert.Null(Accounts.Get("Ana").ClosedAt);
    }

    [Fact]
    public async Task AuditTrail_Entries_CannotBeChangedNorDeleted()
    {
        await _store.Audit.AddAsync("Ana", AuditAct.SignedIn, "Ana", "password", TestContext.Current.CancellationToken);

        using var connection = _store.Database.Open();
        using var command = connection.CreateCommand();
        foreach (var sql in new[] { "update audit_entries set actor = 'Ben'", "delete from audit_entries" })
        {
            command.CommandText = sql;
            Assert.Contains("append-only", Assert.Throws<SqliteException>(() => command.ExecuteNonQuery()).Message, StringComparison.Ordinal);
        }

        Assert.Equal("Ana", Assert.Single(_store.Audit.List(10)).Actor);
    }

    [Fact]
    public async Task AuditTrail_List_PagesFromTheNewestBack()
    {
        for (var i = 1; i <= 5; i++)
        {
            await _store.Audit.AddAsync("Ana", i % 2 == 0 ? AuditAct.Exported : AuditAct.SignedIn, $"{i}", cancellation: TestContext.Current.CancellationToken);
        }

        var first = _store.Audit.List(2);
        Assert.Equal(["5", "4"], first.Select(entry => entry.Subject));
        Assert.Equal(["3", "2", "1"], _store.Audit.List(10, first[^1].EntryId).Select(entry => entry.Subject));
        Assert.Equal(["4", "2"], _store.Audit.List(10, act: AuditAct.Exported).Select(entry => entry.Subject));
    }
}
