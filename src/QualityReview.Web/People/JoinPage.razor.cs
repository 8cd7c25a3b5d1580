using Microsoft.AspNetCore.Components;
using QualityReview.People;

namespace QualityReview.Web.People;

/// <summary>A one-time link: makes an account, or sets a new password.</summary>
public sealed partial class JoinPage
{
    private Invitation? _invitation;
    private Account? _known;
    private string _fault = "";

    /// <summary>Secret of the link.</summary>
    [Parameter] public string Secret { get; set; } = "";

    [SupplyParameterFromForm] internal JoinForm? Form { get; set; }

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [Inject] private InvitationStore Invitations { get; set; } = default!;

    [Inject] private AccountStore Accounts { get; set; } = default!;

    [Inject] private SignIns SignIns { get; set; } = default!;

    [Inject] private AuditTrail Audit { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized()
    {
        Form ??= new JoinForm();
        _invitation = Invitations.Find(Secret);
        _known = _invitation?.AccountId is { } account ? Accounts.Find(account) : null;
    }

    private async Task SubmitAsync()
    {
        _fault = Form!.Password == Form.Again ? SignIns.FaultOf(Form.Password) ?? "" : "The two passwords differ.";
        if (_fault.Length > 0)
        {
            return;
        }

        Account account;
        try
        {
            account = await Invitations.AcceptAsync(Secret, Form.Name, made => SignIns.Hash(made, Form.Password), Context.RequestAborted);
        }
        catch (Exception fault) when (fault is QualityReviewException or WrongWordsException)
        {
            _fault = fault.Message;
            return;
        }

        await Audit.AddAsync(account.Name, _known is null ? AuditAct.Joined : AuditAct.PasswordReset, account.Name, $"{account.Role}, by a link of {_invitation!.CreatedBy}");
        if (account.ClosedAt is null)
        {
            await SessionCookie.SignInAsync(Context, account, "link");
        }

        Navigation.NavigateTo("/");
    }
}

/// <summary>What is typed to join.</summary>
internal sealed class JoinForm
{
    public string Name { get; set; } = "";

    public string Password { get; set; } = "";

    public string Again { get; set; } = "";
}
