using Microsoft.AspNetCore.Components;
using QualityReview.People;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.People;

/// <summary>Accounts, invitations and the audit trail, for admins.</summary>
public sealed partial class PeoplePage
{
    private const int ShownEntries = 50;

    private IReadOnlyList<Account> _accounts = [];
    private IReadOnlyList<Invitation> _invitations = [];
    private List<AuditEntry> _entries = [];
    private bool _more;
    private string _role = Role.Annotator;
    private string _link = "";
    private string _linkFor = "";
    private string _fault = "";

    [Inject] private PeopleRooms Rooms { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    [Inject] private QualityReviewOptions Settings { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    protected override void OnInitialized() => Load();

    private void Load()
    {
        _accounts = Rooms.Accounts.List();
        _invitations = Rooms.Invitations.Open();
        _entries = [];
        ShowMore();
    }

    private void ShowMore()
    {
        var next = Rooms.Audit.List(ShownEntries + 1, _entries.Count > 0 ? _entries[^1].EntryId : null);
        _entries.AddRange(next.Take(ShownEntries));
        _more = next.Count > ShownEntries;
    }

    private string NameOf(long account) => _accounts.FirstOrDefault(known => known.AccountId == account)?.Name ?? "";

    private Task InviteAsync() => ActAsync("invite people", async () =>
    {
        _link = LinkOf(await Rooms.Invitations.InviteAsync(_role, Reviewer.Name));
        _linkFor = $"Link to join as {_role}";
        await Rooms.Audit.AddAsync(Reviewer.Name, AuditAct.Invited, _role);
    });

    private Task ResetAsync(Account account) => ActAsync("renew passwords", async () =>
    {
        _link = LinkOf(await Rooms.Invitations.ResetAsync(account, Reviewer.Name));
        _linkFor = $"Link to choose a new password, for {account.Name}";
        await Rooms.Audit.AddAsync(Reviewer.Name, AuditAct.Invited, account.Name, "to choose a new password");
    });

    private Task RevokeAsync(Invitation invitation) => ActAsync("withdraw links", async () =>
    {
        await Rooms.Invitations.RevokeAsync(invitation.InvitationId);
        await Rooms.Audit.AddAsync(Reviewer.Name, AuditAct.InvitationRevoked, invitation.AccountId is { } id ? NameOf(id) : invitation.Role);
    });

    private Task SetRoleAsync((Account Account, string Role) change) => ActAsync("change roles", async () =>
    {
        await Rooms.Accounts.SetRoleAsync(change.Account.AccountId, change.Role);
        await Rooms.Audit.AddAsync(Reviewer.Name, AuditAct.RoleChanged, change.Account.Name, $"from {change.Account.Role} to {change.Role}");
    });

    private Task SetClosedAsync((Account Account, bool Closed) change) => ActAsync("close accounts", async () =>
    {
        await Rooms.Accounts.SetClosedAsync(change.Account.AccountId, change.Closed);
        await Rooms.Audit.AddAsync(Reviewer.Name, change.Closed ? AuditAct.AccountClosed : AuditAct.AccountOpened, change.Account.Name);
    });

    private async Task ActAsync(string act, Func<Task> work)
    {
        (_fault, _link) = ("", "");
        try
        {
            Reviewer.Require(Role.Admin, act);
            await work();
        }
        catch (Exception fault) when (fault is QualityReviewException or WrongWordsException)
        {
            _fault = fault.Message;
        }

        Load();
    }

    private string LinkOf(string secret) => Navigation.ToAbsoluteUri(ReviewUrls.Join(secret)).AbsoluteUri;
}

/// <summary>The stores that the People page reads and writes.</summary>
public sealed record PeopleRooms(AccountStore Accounts, InvitationStore Invitations, AuditTrail Audit);
