using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace QualityReview.Web.Api;

/// <summary>The OpenAPI document, made once: whoever asks for it often costs nothing.</summary>
internal sealed class PublishedDocument([FromKeyedServices("v1")] IOpenApiDocumentProvider provider)
{
    private readonly Lazy<Task<(OpenApiDocument Document, string Json)>> _made = new(() => MakeAsync(provider));

    public async Task<OpenApiDocument> ReadAsync() => (await _made.Value).Document;

    public async Task<string> JsonAsync() => (await _made.Value).Json;

    private static async Task<(OpenApiDocument, string)> MakeAsync(IOpenApiDocumentProvider provider)
    {
        var document = await provider.GetOpenApiDocumentAsync();
        return (document, await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }
}
