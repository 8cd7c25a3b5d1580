using System.Globalization;
using System.Text.Json;

namespace QualityReview.Samples.Files;

/// <summary>Parses one line of JSON and says in a sentence why it cannot.</summary>
internal static class JsonDocumentReader
{
    /// <summary>Null with a reason where the line is not JSON. The document refers to <paramref name="json"/> and lives no longer than it.</summary>
    /// <param name="hasDuplicates">Some object names a property twice, so the last one must be chosen.</param>
    public static JsonDocument? Read(ReadOnlyMemory<byte> json, int maxDepth, ReadRepairTally tally, out bool hasDuplicates, out string? reason)
    {
        (hasDuplicates, reason) = (false, null);
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false });
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Also for a property name with a lone surrogate, which cannot be compared: both take the careful way.
            hasDuplicates = true;
            return ReadCarefully(json, maxDepth, tally, out reason);
        }
    }

    private static JsonDocument? ReadCarefully(ReadOnlyMemory<byte> json, int maxDepth, ReadRepairTally tally, out string? reason)
    {
        reason = null;
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
        }
        catch (JsonException fault)
        {
            if (JsonNotNumbers.TryReplace(json.Span, out var replaced))
            {
                tally.NotNumber = true;
                return ReadCarefully(replaced, maxDepth, tally, out reason);
            }

            reason = IsJsonAtAnyDepth(json)
                ? string.Create(CultureInfo.InvariantCulture, $"The JSON is nested deeper than {maxDepth} levels, which is the most that is supported.")
                : Sentence(json, fault);
            return null;
        }
    }

    private static string Sentence(ReadOnlyMemory<byte> json, JsonException fault)
    {
        var place = (fault.BytePositionInLine ?? 0) + 1;
        return place > json.Length
            ? string.Create(CultureInfo.InvariantCulture, $"The line ends after {json.Length} bytes in the middle of its JSON; supported is one whole JSON object a line.")
            : string.Create(CultureInfo.InvariantCulture, $"The line stops being JSON at byte {place}; supported is one JSON object a line.");
    }

    private static bool IsJsonAtAnyDepth(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
