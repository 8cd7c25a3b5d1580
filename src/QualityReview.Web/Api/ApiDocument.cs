using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using QualityReview.Web.Queues;
using QualityReview.Web.Server;

namespace QualityReview.Web.Api;

/// <summary>The OpenAPI document: what the operations say of themselves, and what holds for all of them.</summary>
internal static class ApiDocument
{
    private const string Bearer = "bearer", Session = "session";

    private static readonly (int Status, string Says)[] _everywhere =
    [
        (StatusCodes.Status400BadRequest, "Something in the request is wrong; the detail says what."),
        (StatusCodes.Status401Unauthorized, "Nobody is signed in, or the token is not good."),
        (StatusCodes.Status403Forbidden, "The role or the token's scopes do not reach."),
        (StatusCodes.Status429TooManyRequests, "Too many requests; the header Retry-After says how many seconds to wait."),
        (StatusCodes.Status500InternalServerError, "An unexpected fault; the detail has an id that the log knows."),
    ];

    private static readonly (int Status, string Says)[] _ofOneThing =
    [
        (StatusCodes.Status404NotFound, "There is no such thing."),
        (StatusCodes.Status409Conflict, "It cannot be done as things are; the detail says why."),
    ];

    private static readonly (int Status, string Says)[] _ofWrites =
    [
        (StatusCodes.Status422UnprocessableEntity, "The Idempotency-Key was used for another request."),
    ];

    private static readonly (int Status, string Says)[] _ofBodies =
    [
        (StatusCodes.Status413PayloadTooLarge, "The body is too large."),
        (StatusCodes.Status415UnsupportedMediaType, "The body is of another type."),
    ];

    public static void Configure(OpenApiOptions options)
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(DescribeAsync);
        options.AddSchemaTransformer(DescribeFaults);
    }

    private static Task DescribeFaults(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        if (context.JsonTypeInfo.Type == typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))
        {
            schema.Properties![ApiProblems.TraceId] = new OpenApiSchema { Type = JsonSchemaType.String, Description = $"The id by which the log has the request, as in the header {CorrelationHeader.Header}." };
        }

        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Quality Review",
            Version = "1",
            Description = "What the pages do, for programs. Lists come part by part, each with a cursor of the next; some also line by line (Accept: application/x-ndjson). "
                + "A write with an Idempotency-Key is done once, however often it is sent within a day. Faults are application/problem+json.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token, made on the page of one's account, with the scopes read, review and write." },
            [Session] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Cookie,
                Name = "quality-review",
                Description = $"The session of a person who has signed in; whatever it changes needs the header {QueueEndpoints.Header} too.",
            },
        };
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document!;
        var policy = ApiPolicy.Of(new EndpointMetadataCollection(metadata));
        operation.Description = policy is null ? "For people who are signed in; tokens are refused." : $"Needs the role {policy.Role}; of a token the scope {policy.Scope}.";
        operation.Security =
        [
            new() { [new OpenApiSecuritySchemeReference(Session, document)] = [] },
            .. policy is null ? Array.Empty<OpenApiSecurityRequirement>() : [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [policy.Scope] }],
        ];
        var isWrite = !HttpMethods.IsGet(context.Description.HttpMethod ?? "GET");
        if (isWrite)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotentRequests.Header,
                In = ParameterLocation.Header,
                Description = "Any text of your own, new for each request: sent again within a day, the request is not done again and gets the same answer.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 200 },
            });
        }

        await LinesAsync(operation, context, cancellation);
        await FaultsAsync(operation, context, isWrite, cancellation);
    }

    private static async Task LinesAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<ApiLines>().FirstOrDefault() is { } lines
            && operation.Responses?["200"].Content is { } content)
        {
            content[Listing.Lines] = new OpenApiMediaType { Schema = await SchemaAsync(context, lines.Line, cancellation) };
        }
    }

    private static async Task FaultsAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, bool isWrite, CancellationToken cancellation)
    {
        var problem = await SchemaAsync(context, typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), cancellation);
        IEnumerable<(int Status, string Says)> faults =
        [
            .. _everywhere,
            .. context.Description.RelativePath!.Contains('{', StringComparison.Ordinal) ? _ofOneThing : [],
            .. isWrite ? _ofWrites : [],
            .. operation.RequestBody is null ? [] : _ofBodies,
        ];
        operation.Responses ??= [];
        foreach (var (status, says) in faults.OrderBy(fault => fault.Status))
        {
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new OpenApiResponse
            {
                Description = says,
                Content = new Dictionary<string, OpenApiMediaType> { [ApiProblems.ContentType] = new() { Schema = problem } },
            };
        }
    }

    /// <summary>Of a type that stands among the document's components.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync(OpenApiOperationTransformerContext context, Type type, CancellationToken cancellation)
    {
        var document = context.Document!;
        if (document.Components?.Schemas?.ContainsKey(type.Name) != true)
        {
            document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellation));
        }

        return new OpenApiSchemaReference(type.Name, document);
    }
}
