using Microsoft.AspNetCore.Components;
using QualityReview.People;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.People;

/// <summary>Where people come in. Rendered once, as plain HTML, since only an answer to a request can set a cookie.</summary>
public sealed partial class SignInPage
{
    private string _fault = "";

    /// <summary>What was asked for before; pages of this site alone.</summary>
    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    /// <summary>Whether a provider sent the person back without an account.</summary>
    [SupplyParameterFromQuery(Name = "refused")] private string? RefusedText { get; set; }

    private bool Refused => QueryValue.Of<bool>(RefusedText) ?? false;

    [SupplyParameterFromForm] internal SignInForm? Form { get; set; }

    [CascadingParameter] private HttpContext Context { get; set; } = default!;

    [Inject] private SignIns SignIns { get; set; } = default!;

    [Inject] private AccountStore Accounts { get; set; } = default!;

    [Inject] private QualityReviewOptions Settings { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    /// <summary>The address if it is a path of this site, else Home: a link must not lead a person elsewhere by way of the sign-in.</summary>
    internal static string LocalUrl(string? url) =>
        url is { Length: > 0 } && url[0] == '/' && (url.Length == 1 || url[1] is not ('/' or '\\')) && !url.Any(char.IsControl) ? url : "/";

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        _fault = Refused ? "The provider did not name a person who has an account here; ask an admin." : "";
    }

    private async Task SubmitAsync()
    {
        var (account, fault) = await SignIns.CheckAsync(Form!.Name, Form.Password, Context.Connection.RemoteIpAddress?.ToString() ?? "", Context.RequestAborted);
        if (account is null)
        {
            _fault = fault;
            return;
        }

        await SessionCookie.SignInAsync(Context, account, "password");
        Navigation.NavigateTo(LocalUrl(ReturnUrl));
    }
}

/// <summary>What is typed to sign in.</summary>
internal sealed class SignInForm
{
    public string Name { get; set; } = "";

    public string Password { get; set; } = "";
}
