using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OAuth;
using QualityReview.People;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.People;

/// <summary>Sign-in by an OAuth 2 provider: its answer names the account, ours holds the role.</summary>
internal static class ProviderSignIn
{
    public static void Configure(OAuthOptions oauth, OAuthProviderOptions settings)
    {
        oauth.SignInScheme = AccessSchemes.Session;
        oauth.ClientId = settings.ClientId;
        oauth.ClientSecret = settings.ClientSecret;
        oauth.AuthorizationEndpoint = settings.AuthorizationEndpoint;
        oauth.TokenEndpoint = settings.TokenEndpoint;
        oauth.UserInformationEndpoint = settings.UserInformationEndpoint;
        oauth.CallbackPath = "/sign-in/callback";
        oauth.UsePkce = true;
        oauth.Scope.Clear();
        foreach (var scope in settings.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            oauth.Scope.Add(scope);
        }

        oauth.Events.OnCreatingTicket = context => ArriveAsync(context, settings);
        oauth.Events.OnRemoteFailure = context =>
        {
            context.Response.Redirect("/sign-in?refused=true");
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }

    private static async Task ArriveAsync(OAuthCreatingTicketContext context, OAuthProviderOptions settings)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        request.Headers.Accept.ParseAdd("application/json");
        using var response = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var person = JsonDocument.Parse(await response.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));

        var services = context.HttpContext.RequestServices;
        var audit = services.GetRequiredService<AuditTrail>();
        var name = person.RootElement.TryGetProperty(settings.NameProperty, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        var account = name.Length == 0
            ? null
            : await Arrivals.AccountAsync(services.GetRequiredService<AccountStore>(), audit, name, settings.FirstRole, $"by {settings.Name}", context.HttpContext.RequestAborted);
        if (account is not { ClosedAt: null })
        {
            await audit.AddAsync(name, AuditAct.SignInFailed, name, $"no open account, by {settings.Name}");
            throw new InvalidOperationException("The person has no open account.");
        }

        context.Principal = Principals.Of(account, AccessSchemes.Session);
        context.Properties.IsPersistent = true;
        await audit.AddAsync(account.Name, AuditAct.SignedIn, account.Name, $"by {settings.Name}, from {context.HttpContext.Connection.RemoteIpAddress}");
    }
}
