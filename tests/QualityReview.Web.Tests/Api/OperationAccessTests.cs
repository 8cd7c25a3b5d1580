using System.Net;
using Microsoft.AspNetCore.Routing;
using QualityReview.People;

namespace QualityReview.Web.Tests.Api;

/// <summary>Every operation of the API, asked by nobody, by a session of each role and by tokens of each role with each scope. An operation
/// that is not in the table fails the test: whoever adds one says here who may use it.</summary>
public sealed class OperationAccessTests
{
    /// <summary>Operation, the least role, and the scope that a token needs; null where tokens are refused.</summary>
    private static readonly Dictionary<string, (string Role, string? Scope)> _least = new()
    {
        ["getMe"] = (Role.Annotator, TokenScope.Read),
        ["listPeople"] = (Role.Admin, TokenScope.Read),
        ["listAudit"] = (Role.Admin, TokenScope.Read),
        ["listReasons"] = (Role.Annotator, TokenScope.Read),
        ["listDatasets"] = (Role.Annotator, TokenScope.Read),
        ["getDataset"] = (Role.Annotator, TokenScope.Read),
        ["removeDataset"] = (Role.Admin, TokenScope.Write),
        ["importFile"] = (Role.Lead, TokenScope.Write),
        ["listImports"] = (Role.Lead, TokenScope.Read),
        ["listSetAside"] = (Role.Lead, TokenScope.Read),
        ["listSamples"] = (Role.Annotator, TokenScope.Read),
        ["countSamples"] = (Role.Annotator, TokenScope.Read),
        ["getFacets"] = (Role.Annotator, TokenScope.Read),
        ["getHistograms"] = (Role.Annotator, TokenScope.Read),
        ["getSample"] = (Role.Annotator, TokenScope.Read),
        ["getSampleText"] = (Role.Annotator, TokenScope.Read),
        ["listNeighbours"] = (Role.Annotator, TokenScope.Read),
        ["getSurprisal"] = (Role.Annotator, TokenScope.Read),
        ["listFilters"] = (Role.Annotator, TokenScope.Read),
        ["listFilterVersions"] = (Role.Annotator, TokenScope.Read),
        ["saveFilter"] = (Role.Lead, TokenScope.Write),
        ["getSubset"] = (Role.Lead, TokenScope.Read),
        ["listRecipes"] = (Role.Lead, TokenScope.Read),
        ["getRecipe"] = (Role.Lead, TokenScope.Read),
        ["saveRecipe"] = (Role.Lead, TokenScope.Write),
        ["countRecipe"] = (Role.Lead, TokenScope.Read),
        ["compareScorers"] = (Role.Lead, TokenScope.Read),
        ["compareScorerPair"] = (Role.Lead, TokenScope.Read),
        ["compareFilters"] = (Role.Lead, TokenScope.Read),
        ["comparePeople"] = (Role.Lead, TokenScope.Read),
        ["listSuspects"] = (Role.Lead, TokenScope.Read),
        ["compareCut"] = (Role.Lead, TokenScope.Read),
        ["getGalleries"] = (Role.Lead, TokenScope.Read),
        ["downloadGalleries"] = (Role.Lead, TokenScope.Read),
        ["getWhatIf"] = (Role.Lead, TokenScope.Read),
        ["startExport"] = (Role.Lead, TokenScope.Write),
        ["listExports"] = (Role.Lead, TokenScope.Read),
        ["getExport"] = (Role.Lead, TokenScope.Read),
        ["getManifest"] = (Role.Lead, TokenScope.Read),
        ["verifyExport"] = (Role.Lead, TokenScope.Read),
        ["diffExports"] = (Role.Lead, TokenScope.Read),
        ["replayExport"] = (Role.Lead, TokenScope.Write),
        ["downloadExportFile"] = (Role.Lead, TokenScope.Read),
        ["downloadExport"] = (Role.Lead, TokenScope.Read),
        ["listReviews"] = (Role.Lead, TokenScope.Read),
        ["addReviews"] = (Role.Annotator, TokenScope.Review),
        ["undoReviews"] = (Role.Annotator, TokenScope.Review),
        ["getAgreement"] = (Role.Lead, TokenScope.Read),
        ["listOpenQueues"] = (Role.Annotator, TokenScope.Review),
        ["listQueues"] = (Role.Lead, TokenScope.Read),
        ["createQueue"] = (Role.Lead, TokenScope.Write),
        ["getQueue"] = (Role.Lead, TokenScope.Read),
        ["setQueueState"] = (Role.Lead, TokenScope.Write),
        ["setQueueGuideline"] = (Role.Lead, TokenScope.Write),
        ["setQueueAssignees"] = (Role.Lead, TokenScope.Write),
        ["takeItems"] = (Role.Annotator, TokenScope.Review),
        ["getItem"] = (Role.Annotator, TokenScope.Review),
        ["judgeItems"] = (Role.Annotator, TokenScope.Review),
        ["setReviewKeys"] = (Role.Annotator, null),
        ["listScorers"] = (Role.Lead, TokenScope.Read),
        ["listScoringRuns"] = (Role.Lead, TokenScope.Read),
        ["startScoring"] = (Role.Lead, TokenScope.Write),
        ["importScores"] = (Role.Lead, TokenScope.Write),
        ["listClusters"] = (Role.Annotator, TokenScope.Read),
        ["listMap"] = (Role.Annotator, TokenScope.Read),
        ["startClustering"] = (Role.Lead, TokenScope.Write),
        ["listDuplicates"] = (Role.Annotator, TokenScope.Read),
        ["startDuplicates"] = (Role.Lead, TokenScope.Write),
        ["listJobs"] = (Role.Lead, TokenScope.Read),
        ["getJob"] = (Role.Lead, TokenScope.Read),
        ["cancelJob"] = (Role.Lead, TokenScope.Write),
        ["resumeJob"] = (Role.Lead, TokenScope.Write),
    };

    [Fact]
    public async Task EveryOperation_AskedByEachRoleAndScope_IsOpenToThoseOfTheTableAlone()
    {
        await using var app = await ApiApp.StartAsync(settings: new() { ["Api:RequestsPerMinute"] = "100000" });
        var askers = new List<(string Who, string Role, string[]? Scopes, HttpClient Client)> { ("nobody", "", null, app.Accounts.Visitor()) };
        foreach (var role in Role.All)
        {
            askers.Add(($"session of {role}", role, null, await app.Accounts.JoinedAsync($"{role} person", role)));
            foreach (var scopes in TokenScope.All.Select(scope => new[] { scope }).Append([.. TokenScope.All]))
            {
                askers.Add(($"token of {role} with {string.Join(' ', scopes)}", role, scopes, await app.ProgramAsync(role, scopes)));
            }
        }

        var operations = Operations(app);
        Assert.Empty(operations.Select(operation => operation.Id).Except(_least.Keys));
        Assert.Empty(_least.Keys.Except(operations.Select(operation => operation.Id)));
        foreach (var (id, method, address) in operations)
        {
            var (least, scope) = _least[id];
            foreach (var (who, role, scopes, client) in askers)
            {
                using var request = new HttpRequestMessage(method, address);
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                var may = Role.Includes(role, least) && (scopes is null || scope is not null && scopes.Contains(scope));
                var refused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
                Assert.True(may != refused, $"{who} asked for {id} ({method} {address}): {(int)answer.StatusCode}");
                Assert.True(role.Length > 0 || answer.StatusCode == HttpStatusCode.Unauthorized, $"nobody asked for {id}: {(int)answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Role_ThatIsTakenAway_NoLongerCountsForATokenMadeBefore()
    {
        await using var app = await ApiApp.StartAsync();
        var client = await app.ProgramAsync();
        Assert.Equal(200, (await client.SendAsync(HttpMethod.Get, "/api/jobs")).Status);

        await app.Accounts.Accounts.SetRoleAsync(app.Accounts.Accounts.Get("program-lead").AccountId, Role.Annotator, TestContext.Current.CancellationToken);

        Assert.Equal(403, (await client.SendAsync(HttpMethod.Get, "/api/jobs")).Status);
    }

    // Without a body, a write that is allowed is refused for want of one, and does nothing.
    private static List<(string Id, HttpMethod Method, string Address)> Operations(ApiApp app) =>
    [
        .. app.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.EndsWith("openapi.json", StringComparison.Ordinal))
            .Select(endpoint => (
                endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? endpoint.RoutePattern.RawText!,
                new HttpMethod(endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0]),
                "/" + AddressOf(endpoint.RoutePattern.RawText!.Trim('/')))),
    ];

    private static string AddressOf(string pattern) => string.Join('/', pattern.Split('/').Select(part => part switch
    {
        "{dataset}" => "testing",
        "{queue}" => "none",
        "{name}" => "none.txt",
        ['{', ..] => "99",
        _ => part,
    }));
}
