using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using System.Text.Json;

namespace QualityReview.Web.Api;

/// <summary>A part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Cursor of the part that follows; null at the end.</param>
public sealed record Listing<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Lists as programs take them: part by part, or line by line.</summary>
internal static class Listing
{
    public const string Lines = "application/x-ndjson";

    public const int UsualTake = 100, MostTake = 1000;

    /// <summary>Whether the caller asks for one JSON object a line.</summary>
    public static bool WantsLines(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase));

    /// <exception cref="ApiFault">Fewer or more than are supported.</exception>
    public static int Take(int? take) => take is null or (>= 1 and <= MostTake) ? take ?? UsualTake : throw ApiFault.Wrong($"The parameter take is {take}; 1 to {MostTake} are supported.");

    /// <summary>A list that is at hand as a whole, from behind the cursor on.</summary>
    /// <param name="idOf">Falls from item to item.</param>
    public static Listing<T> Of<T>(IEnumerable<T> newestFirst, Func<T, long> idOf, string list, string? cursor, int? take)
    {
        var (before, most) = (ApiCursor.Read(cursor, list) ?? long.MaxValue, Take(take));
        List<T> found = [.. newestFirst.Where(item => idOf(item) < before).Take(most + 1)];
        return found.Count <= most ? new(found, null) : new([.. found.Take(most)], ApiCursor.Write(list, idOf(found[most - 1])));
    }

    /// <summary>Sends the lines as they come; only one of them is in memory.</summary>
    public static IResult Stream<T>(IEnumerable<T> lines) => new LineResult<T>(lines);

    private sealed class LineResult<T>(IEnumerable<T> lines) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            httpContext.Response.ContentType = Lines;
            foreach (var line in lines)
            {
                var bytes = JsonSerializer.SerializeToUtf8Bytes(line, json);
                await httpContext.Response.Body.WriteAsync((byte[])[.. bytes, (byte)'\n'], httpContext.RequestAborted);
            }
        }
    }
}
