using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using QualityReview.People;
using QualityReview.Web.Api;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.People;

/// <summary>Who may do what: sign-in, sessions and roles. Whatever says nothing else needs somebody who is signed in.</summary>
internal static class PeopleSetup
{
    /// <summary>Passwords and one-time links that one address may try; more are answered 429.</summary>
    private const int SignInsInAMinute = 30;

    public static IServiceCollection AddPeople(this IServiceCollection services, QualityReviewOptions settings)
    {
        var access = settings.Access;
        services.AddSingleton<SignIns>();
        services.AddSingleton<PeopleRooms>();
        services.AddSingleton<FirstAdmin>();
        services.AddScoped<AuthenticationStateProvider, CircuitAccess>();
        services.AddCascadingAuthenticationState();
        services.AddScoped<RequestPerson>();
        services.AddScoped(ReviewerOf);
        services.AddIdentityCore<SignInAccount>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = access.FailuresUntilLockout;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(access.LockoutMinutes);
        });
        services.AddScoped<IUserStore<SignInAccount>, SignInStore>();

        var schemes = services.AddAuthentication(AccessSchemes.Any)
            .AddPolicyScheme(AccessSchemes.Any, null, policy => policy.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString().StartsWith(TokenHandler.Prefix, StringComparison.OrdinalIgnoreCase) ? AccessSchemes.Token
                : access.SingleUser ? AccessSchemes.SingleUser
                : access.Proxy.Header.Length > 0 ? AccessSchemes.Proxy
                : AccessSchemes.Session)
            .AddCookie(AccessSchemes.Session, cookie => SessionCookie.Configure(cookie, access))
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(AccessSchemes.Token, null)
            .AddScheme<AuthenticationSchemeOptions, SingleUserHandler>(AccessSchemes.SingleUser, null)
            .AddScheme<AuthenticationSchemeOptions, ProxyHandler>(AccessSchemes.Proxy, null);
        if (access.OAuth.Name.Length > 0)
        {
            schemes.AddOAuth(AccessSchemes.OAuth, access.OAuth.Name, oauth => ProviderSignIn.Configure(oauth, access.OAuth));
        }

        services.AddAuthorization(authorization =>
        {
            foreach (var role in Role.All)
            {
                authorization.AddPolicy(role, policy => policy.RequireAssertion(context => Holds(context.User, role) && !context.User.IsToken()));
            }

            // A session may what its role may; a token may no more than that, and only within its scopes.
            ApiPolicy.AddTo(authorization);

            authorization.FallbackPolicy = authorization.DefaultPolicy = new AuthorizationPolicyBuilder()
                .RequireAssertion(context => Holds(context.User, Role.Annotator) && !context.User.IsToken()).Build();
        });
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            // Of all that a nobody may send, guesses of secrets are what must be slow.
            limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
                HttpMethods.IsPost(context.Request.Method) && (context.Request.Path.StartsWithSegments("/sign-in") || context.Request.Path.StartsWithSegments("/join"))
                    ? RateLimitPartition.GetFixedWindowLimiter(
                        context.Connection.RemoteIpAddress?.ToString() ?? "", _ => new FixedWindowRateLimiterOptions { PermitLimit = SignInsInAMinute, Window = TimeSpan.FromMinutes(1) })
                    : RateLimitPartition.GetNoLimiter(""));
        });
        return services;
    }

    public static void UsePeople(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseMiddleware<ApiGate>();
        app.UseAuthorization();
        app.UseMiddleware<ApiWrites>();
        app.UseMiddleware<IdempotentRequests>();
        app.MapPost("/sign-out", SignOutAsync);
        if (app.Services.GetRequiredService<QualityReviewOptions>().Access.OAuth.Name.Length > 0)
        {
            app.MapGet("/sign-in/provider", (string? returnUrl) => Results.Challenge(
                new AuthenticationProperties { RedirectUri = SignInPage.LocalUrl(returnUrl) }, [AccessSchemes.OAuth])).AllowAnonymous();
        }
    }

    /// <summary>Who is at work in a tab (a circuit) or in a request.</summary>
    private static Reviewer ReviewerOf(IServiceProvider services)
    {
        var settings = services.GetRequiredService<QualityReviewOptions>();
        if (settings.Access.SingleUser)
        {
            return Reviewer.From(settings);
        }

        if (services.GetRequiredService<RequestPerson>().Person is { } asking)
        {
            return ReviewerOf(services, asking);
        }

        // Both hosts of components know the person before they make the first one.
        var state = services.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync();
        return ReviewerOf(services, state.IsCompletedSuccessfully ? state.GetAwaiter().GetResult().User : new ClaimsPrincipal());
    }

    private static Reviewer ReviewerOf(IServiceProvider services, ClaimsPrincipal person)
    {
        var accounts = services.GetRequiredService<AccountStore>();
        return new Reviewer(person.Identity?.Name ?? "nobody", person.RoleOf(), () => accounts.AccountOf(person)?.Role);
    }

    internal static bool Holds(ClaimsPrincipal person, string role) => person.Identity?.IsAuthenticated == true && Role.Includes(person.RoleOf(), role);

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, AuditTrail audit)
    {
        if (!await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Text("The form is too old; reload the page and try again.", statusCode: StatusCodes.Status400BadRequest);
        }

        await audit.AddAsync(context.User.Identity!.Name!, AuditAct.SignedOut, context.User.Identity.Name!);
        await context.SignOutAsync(AccessSchemes.Session);
        return Results.LocalRedirect("/sign-in");
    }
}

/// <summary>The cookie of a session: its account is looked up with each request, so that a closed account is out at once.</summary>
internal static class SessionCookie
{
    public static void Configure(CookieAuthenticationOptions cookie, AccessOptions access)
    {
        cookie.Cookie.Name = "quality-review";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = TimeSpan.FromHours(access.SessionHours);
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        cookie.AccessDeniedPath = "/no-permission";
        cookie.Events.OnValidatePrincipal = async context =>
        {
            var accounts = context.HttpContext.RequestServices.GetRequiredService<AccountStore>();
            if (accounts.AccountOf(context.Principal!) is null)
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(AccessSchemes.Session);
            }
        };
        cookie.Events.OnRedirectToLogin = context => RedirectPages(context, StatusCodes.Status401Unauthorized);
        cookie.Events.OnRedirectToAccessDenied = context => RedirectPages(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Signs an account in and writes it down.</summary>
    public static async Task SignInAsync(HttpContext context, Account account, string how)
    {
        var audit = context.RequestServices.GetRequiredService<AuditTrail>();
        await context.SignInAsync(AccessSchemes.Session, Principals.Of(account, AccessSchemes.Session), new AuthenticationProperties { IsPersistent = true });
        await audit.AddAsync(account.Name, AuditAct.SignedIn, account.Name, string.Create(CultureInfo.InvariantCulture, $"{how}, from {context.Connection.RemoteIpAddress}"));
    }

    // Only a page that a person opens is led to another page; all else gets the bare status.
    private static Task RedirectPages(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (HttpMethods.IsGet(context.Request.Method) && !ApiPaths.IsApi(context.Request) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }
}
