using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using QualityReview.People;
using QualityReview.TestKit;
using QualityReview.Samples;

namespace QualityReview.Web.Tests.People;

/// <summary>Every route of the app, asked by nobody and by each role. A route that is not in the table fails the test: whoever adds one
/// says here who may use it.</summary>
public sealed class AccessTests
{
    private const string Anyone = "anyone";

    /// <summary>Route pattern, and the least role that may use it; with a method before it where that one asks for another.</summary>
    private static readonly Dictionary<string, string> _least = new()
    {
        ["/"] = Role.Annotator,
        ["/account"] = Role.Annotator,
        // Beside this table, OperationAccessTests asks for every operation of the API by each role and each scope of a token.
        ["/api"] = Role.Annotator,
        ["/api/audit"] = Role.Admin,
        ["/api/datasets"] = Role.Annotator,
        ["/api/datasets/{dataset}"] = Role.Annotator,
        ["/api/datasets/{dataset}/agreement"] = Role.Lead,
        ["/api/datasets/{dataset}/clusters"] = Role.Annotator,
        ["POST /api/datasets/{dataset}/clusters"] = Role.Lead,
        ["/api/datasets/{dataset}/clusters/map"] = Role.Annotator,
        ["/api/datasets/{dataset}/compare/cut"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/filters"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/galleries"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/galleries/report"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/people"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/people/suspects"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/scorers"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/scorers/pair"] = Role.Lead,
        ["/api/datasets/{dataset}/compare/what-if"] = Role.Lead,
        ["/api/datasets/{dataset}/count"] = Role.Annotator,
        ["/api/datasets/{dataset}/duplicates"] = Role.Annotator,
        ["POST /api/datasets/{dataset}/duplicates"] = Role.Lead,
        ["/api/datasets/{dataset}/exports"] = Role.Lead,
        ["/api/datasets/{dataset}/facets"] = Role.Annotator,
        ["/api/datasets/{dataset}/filters"] = Role.Annotator,
        ["POST /api/datasets/{dataset}/filters"] = Role.Lead,
        ["/api/datasets/{dataset}/filters/versions"] = Role.Annotator,
        ["/api/datasets/{dataset}/histograms"] = Role.Annotator,
        ["/api/datasets/{dataset}/imports"] = Role.Lead,
        ["/api/datasets/{dataset}/imports/{import:long}/set-aside"] = Role.Lead,
        ["/api/datasets/{dataset}/queues"] = Role.Lead,
        ["/api/datasets/{dataset}/recipe"] = Role.Lead,
        ["/api/datasets/{dataset}/recipe/counts"] = Role.Lead,
        ["/api/datasets/{dataset}/recipes"] = Role.Lead,
        ["POST /api/datasets/{dataset}/recipes"] = Role.Lead,
        ["/api/datasets/{dataset}/removal"] = Role.Admin,
        ["/api/datasets/{dataset}/reviews"] = Role.Lead,
        ["POST /api/datasets/{dataset}/reviews"] = Role.Annotator,
        ["/api/datasets/{dataset}/reviews/undo"] = Role.Annotator,
        ["/api/datasets/{dataset}/sample"] = Role.Annotator,
        ["/api/datasets/{dataset}/sample/neighbours"] = Role.Annotator,
        ["/api/datasets/{dataset}/sample/surprisal"] = Role.Annotator,
        ["/api/datasets/{dataset}/sample/text"] = Role.Annotator,
        ["/api/datasets/{dataset}/samples"] = Role.Annotator,
        ["/api/datasets/{dataset}/scores"] = Role.Lead,
        ["/api/datasets/{dataset}/scoring-runs"] = Role.Lead,
        ["/api/datasets/{dataset}/subset"] = Role.Lead,
        ["/api/exports/{export:long}"] = Role.Lead,
        ["/api/exports/{export:long}/diff"] = Role.Lead,
        ["/api/exports/{export:long}/files/{name}"] = Role.Lead,
        ["/api/exports/{export:long}/manifest"] = Role.Lead,
        ["/api/exports/{export:long}/replay"] = Role.Lead,
        ["/api/exports/{export:long}/verification"] = Role.Lead,
        ["/api/exports/{export:long}/zip"] = Role.Lead,
        ["/api/jobs"] = Role.Lead,
        ["/api/jobs/{job:long}"] = Role.Lead,
        ["/api/jobs/{job:long}/cancel"] = Role.Lead,
        ["/api/jobs/{job:long}/resume"] = Role.Lead,
        ["/api/me"] = Role.Annotator,
        // It tells how to ask, and nothing else.
        ["/api/openapi.json"] = Anyone,
        ["/api/people"] = Role.Admin,
        ["/api/queues"] = Role.Annotator,
        ["/api/queues/{queue}"] = Role.Lead,
        ["/api/queues/{queue}/assignees"] = Role.Lead,
        ["/api/queues/{queue}/guideline"] = Role.Lead,
        ["/api/queues/{queue}/state"] = Role.Lead,
        ["/api/reasons"] = Role.Annotator,
        ["/api/scorers"] = Role.Lead,
        ["/api/queues/{queue}/items"] = Role.Annotator,
        ["/api/queues/{queue}/items/{position:int}"] = Role.Annotator,
        ["/api/queues/{queue}/verdicts"] = Role.Annotator,
        ["/api/review-keys"] = Role.Annotator,
        ["/database"] = Role.Admin,
        ["/datasets/{name}"] = Role.Annotator,
        ["/datasets/{name}/agreement"] = Role.Lead,
        ["/datasets/{name}/compare"] = Role.Lead,
        ["/datasets/{name}/compare/cut"] = Role.Lead,
        ["/datasets/{name}/compare/filters"] = Role.Lead,
        ["/datasets/{name}/compare/galleries"] = Role.Lead,
        ["/datasets/{name}/compare/galleries.html"] = Role.Lead,
        ["/datasets/{name}/compare/people"] = Role.Lead,
        ["/datasets/{name}/compare/what-if"] = Role.Lead,
        ["/datasets/{name}/imports"] = Role.Lead,
        ["/datasets/{name}/imports/{importId:long}/set-aside.tsv"] = Role.Lead,
        ["/datasets/{name}/samples/{*id}"] = Role.Annotator,
        ["/datasets/{Dataset}/map"] = Role.Annotator,
        ["/datasets/{name}/map.bin"] = Role.Annotator,
        ["/datasets/{name}/map/{ordinal:int}"] = Role.Annotator,
        ["/datasets/{name}/duplicates"] = Role.Annotator,
        ["/datasets/{Dataset}/new-queue"] = Role.Lead,
        ["/datasets/{Dataset}/queues"] = Role.Lead,
        ["/datasets/{Dataset}/queues/{Name}"] = Role.Lead,
        ["/datasets/{Dataset}/subsets"] = Role.Lead,
        ["/datasets/{Dataset}/exports/diff"] = Role.Lead,
        ["/exports/{id:long}/download"] = Role.Lead,
        ["/exports/{id:long}/files/{name}"] = Role.Lead,
        ["/healthz"] = Anyone,
        ["/jobs"] = Role.Lead,
        ["/join/{Secret}"] = Anyone,
        ["/models"] = Role.Lead,
        ["/no-permission"] = Role.Annotator,
        ["/not-found"] = Role.Annotator,
        ["/numbers"] = Role.Annotator,
        ["/people"] = Role.Admin,
        ["/readyz"] = Anyone,
        ["/review/{Name}"] = Role.Annotator,
        ["/sign-in"] = Anyone,
        ["/sign-out"] = Role.Annotator,
        ["/styleguide"] = Role.Annotator,
        ["/styleguide/browse"] = Role.Annotator,
        ["/_framework/opaque-redirect"] = Role.Annotator,
        // Static files that were added since the build: there are none, and nobody is told so.
        ["/{**path:file}"] = Role.Annotator,
        ["/_blazor/negotiate"] = Role.Annotator,
        ["/_blazor"] = Role.Annotator,
        ["/_blazor/disconnect"] = Role.Annotator,
        ["/_blazor/initializers"] = Role.Annotator,
    };

    [Fact]
    public async Task EveryRoute_AskedByEachRole_IsOpenToThoseOfTheTableAlone()
    {
        await using var app = await AccountApp.StartAsync();
        var dataset = await app.Services.GetRequiredService<DatasetStore>().GetOrCreateAsync("testing");
        await app.Services.GetRequiredService<SampleWriter>().AddAsync(
            dataset.DatasetId, [.. Some.Founds(3).Select(sample => PreparedSample.From(sample, "tests", _ => "en"))], (_, _) => { }, CancellationToken.None);
        (string Role, HttpClient Client)[] people =
        [
            ("", app.Visitor()),
            (Role.Annotator, await app.JoinedAsync("annotator", Role.Annotator)),
            (Role.Lead, await app.JoinedAsync("lead", Role.Lead)),
            (Role.Admin, await app.JoinedAsync("admin", Role.Admin)),
        ];
        var routes = RoutesOf(app.App);

        Assert.Empty(routes.Except(_least.Keys));
        // What stands in the table and is no route any more would hide the next one of that name.
        Assert.Empty(_least.Keys.Select(key => key[key.IndexOf('/', StringComparison.Ordinal)..]).Except(routes));
        foreach (var (route, method) in routes.SelectMany(route => MethodsOf(app.App, route), (route, method) => (route, method)))
        {
            var least = _least.GetValueOrDefault($"{method} {route}", _least[route]);
            foreach (var (role, client) in people)
            {
                using var request = new HttpRequestMessage(method, AddressOf(route));
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
                    || answer.Headers.Location?.OriginalString is { } location && (location.Contains("/sign-in", StringComparison.Ordinal) || location.Contains("/no-permission", StringComparison.Ordinal));
                // A form of a page that was sent without its token is turned away in either case, and tells nobody whether the role would do.
                refused |= method == HttpMethod.Post && answer.StatusCode == HttpStatusCode.BadRequest && MethodsOf(app.App, route).Contains(HttpMethod.Get);
                var may = least == Anyone || Role.Includes(role, least);
                Assert.True(method == HttpMethod.Post && may ? answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) : may != refused, $"{(role.Length > 0 ? role : "nobody")} asked for {method} {route}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }
    }

    [Fact]
    public async Task UnknownAddress_AskedByNobody_LeadsToTheSignIn()
    {
        await using var app = await AccountApp.StartAsync();

        using var answer = await app.Visitor().GetAsync(new Uri("/datasets/secret/nothing", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/sign-in?returnUrl=%2Fdatasets%2Fsecret%2Fnothing", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_OnPages_IsRefused_AndUnknownOnesEverywhere()
    {
        await using var app = await AccountApp.StartAsync();
        var admin = await app.Accounts.AddAsync("Ana", Role.Admin, TestContext.Current.CancellationToken);
        var secret = await app.Services.GetRequiredService<ApiTokenStore>().AddAsync(admin.AccountId, "t", TokenScope.All, null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(secret));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("qr_unknown"));

        async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/people");
            request.Headers.Authorization = new("Bearer", token);
            using var answer = await app.Visitor().SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    // Static files are open to everyone, as the sign-in page needs them; their routes are file names.
    private static List<string> RoutesOf(WebApplication app) =>
    [
        .. app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/'))
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    // Whatever a route answers to; one that names nothing answers to all, and GET stands for them.
    private static IEnumerable<HttpMethod> MethodsOf(WebApplication app, string route) => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => "/" + endpoint.RoutePattern.RawText!.Trim('/') == route)
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["GET"])
        .Distinct()
        .Order(StringComparer.Ordinal)
        .Select(method => new HttpMethod(method));

    private static string AddressOf(string route) => route
        .Replace("{name}", "testing", StringComparison.Ordinal).Replace("{Dataset}", "testing", StringComparison.Ordinal).Replace("{*id}", "s0", StringComparison.Ordinal)
        .Replace("{importId:long}", "1", StringComparison.Ordinal).Replace("{id:long}", "1", StringComparison.Ordinal).Replace("{Secret}", "none", StringComparison.Ordinal)
        .Replace("{dataset}", "testing", StringComparison.Ordinal).Replace("{import:long}", "1", StringComparison.Ordinal)
        .Replace("{export:long}", "1", StringComparison.Ordinal).Replace("{job:long}", "1", StringComparison.Ordinal)
        .Replace("{queue}", "none", StringComparison.Ordinal).Replace("{position:int}", "1", StringComparison.Ordinal).Replace("{Name}", "none", StringComparison.Ordinal)
        .Replace("{**path:file}", "nothing.txt", StringComparison.Ordinal);
}
