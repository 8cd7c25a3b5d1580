using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using QualityReview.People;

namespace QualityReview.Web.People;

/// <summary>Ends the open pages of a person whose session has ended: closed, other role, new password.</summary>
internal sealed class CircuitAccess(ILoggerFactory logs, AccountStore accounts) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(15);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.FromResult(authenticationState.User.Identity?.AuthenticationType == AccessSchemes.SingleUser || accounts.AccountOf(authenticationState.User) is not null);
}
