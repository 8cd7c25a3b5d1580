using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.People;

namespace QualityReview.Web.People;

/// <summary>A person's own account: password, tokens, sign-out. Plain HTML, as a new password makes a new cookie.</summary>
public sealed partial class AccountPage
{
    private Account? _account;
    private IReadOnlyList<ApiToken> _tokens = [];
    private string _passwordFault = "";
    private string _tokenFault = "";
    private string _secret = "";
    private bool _changed;

    [SupplyParameterFromForm] internal PasswordForm? Password { get; set; }

    [SupplyParameterFromForm] internal TokenForm? Token { get; set; }

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [Inject] private AccountStore Accounts { get; set; } = default!;

    [Inject] private ApiTokenStore Tokens { get; set; } = default!;

    [Inject] private SignIns SignIns { get; set; } = default!;

    [Inject] private AuditTrail Audit { get; set; } = default!;

    protected override void OnInitialized()
    {
        Password ??= new PasswordForm();
        Token ??= new TokenForm();
        _account = Accounts.AccountOf(Context.User);
        Load();
    }

    private static string Day(DateTimeOffset at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    private void Load() => _tokens = _account is null ? [] : Tokens.List(_account.AccountId);

    private async Task ChangePasswordAsync()
    {
        var (checkedAccount, fault) = await SignIns.CheckAsync(_account!.Name, Password!.Now, Context.Connection.RemoteIpAddress?.ToString() ?? "", Context.RequestAborted);
        _passwordFault = checkedAccount is null ? fault : SignIns.FaultOf(Password.New) ?? "";
        if (_passwordFault.Length == 0)
        {
            _account = await SignIns.ChangeAsync(checkedAccount!, Password.New, Context.RequestAborted);
            await SessionCookie.SignInAsync(Context, _account, "new password");
            _changed = true;
        }
    }

    private async Task AddTokenAsync()
    {
        try
        {
            _secret = await Tokens.AddAsync(_account!.AccountId, Token!.Title, Token.Scopes, TimeSpan.FromDays(Math.Clamp(Token.Days, 1, 3650)), Context.RequestAborted);
            await Audit.AddAsync(_account.Name, AuditAct.TokenMade, Token.Title, string.Join(' ', Token.Scopes));
            Token = new TokenForm();
        }
        catch (WrongWordsException fault)
        {
            _tokenFault = fault.Message;
        }

        Load();
    }

    private async Task RevokeAsync(ApiToken token)
    {
        if (await Tokens.RevokeAsync(_account!.AccountId, token.TokenId))
        {
            await Audit.AddAsync(_account.Name, AuditAct.TokenRevoked, token.Title);
        }

        Load();
    }
}

/// <summary>What is typed to change a password.</summary>
internal sealed class PasswordForm
{
    public string Now { get; set; } = "";

    public string New { get; set; } = "";
}

/// <summary>What is typed to make a token.</summary>
internal sealed class TokenForm
{
    public string Title { get; set; } = "";

    public List<string> Scopes { get; set; } = [TokenScope.Read];

    public int Days { get; set; } = 90;
}
