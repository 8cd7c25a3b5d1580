using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace QualityReview.Web.Api;

/// <summary>The HTTP API: what pages do, for programs.</summary>
internal static class ApiSetup
{
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiLimits>();
        services.AddSingleton<PublishedDocument>();
        services.AddScoped<BlindSamples>();
        services.AddScoped<SampleLists>();
        services.AddSingleton<JobViewer>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
            // Nobody puts these answers into a page; other scripts would be six times as long escaped.
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        // So that a parameter that cannot be read is named.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        // As a lambda: the generator that brings XML comments into the document looks for one.
        services.AddOpenApi(options => ApiDocument.Configure(options));
        return services;
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(ApiPaths.Root).AddEndpointFilterFactory(ApiOperations.RefuseUnknownParameters);
        AccountApi.Map(api.MapGroup("").WithTags("Account"));
        DatasetsApi.Map(api.MapGroup("/datasets").WithTags("Datasets"));
        ImportsApi.Map(api.MapGroup("/datasets/{dataset}/imports").WithTags("Imports"));
        SamplesApi.Map(api.MapGroup("/datasets/{dataset}").WithTags("Samples"));
        SampleApi.Map(api.MapGroup("/datasets/{dataset}/sample").WithTags("Samples"));
        FiltersApi.Map(api.MapGroup("/datasets/{dataset}").WithTags("Filters and subsets"));
        RecipesApi.Map(api.MapGroup("/datasets/{dataset}").WithTags("Filters and subsets"));
        CompareApi.Map(api.MapGroup("/datasets/{dataset}/compare").WithTags("Compare"));
        ExportsApi.Map(api.MapGroup("").WithTags("Exports"));
        ExportDiffsApi.Map(api.MapGroup("/exports/{export:long}").WithTags("Exports"));
        ReviewsApi.Map(api.MapGroup("/datasets/{dataset}/reviews").WithTags("Reviews"));
        AgreementApi.Map(api.MapGroup("/datasets/{dataset}/agreement").WithTags("Reviews"));
        QueuesApi.Map(api.MapGroup("").WithTags("Queues"));
        SideCarsApi.Map(api.MapGroup("/datasets/{dataset}/scores").WithTags("Scoring"));
        ScoringApi.Map(api.MapGroup("").WithTags("Scoring"));
        ClustersApi.Map(api.MapGroup("/datasets/{dataset}/clusters").WithTags("Clusters and duplicates"));
        DuplicatesApi.Map(api.MapGroup("/datasets/{dataset}/duplicates").WithTags("Clusters and duplicates"));
        JobsApi.Map(api.MapGroup("/jobs").WithTags("Jobs"));
        app.MapGet(ApiPaths.Document, async (PublishedDocument document) => Results.Text(await document.JsonAsync(), "application/json")).AllowAnonymous().ExcludeFromDescription();
    }
}
