using System.Globalization;

namespace QualityReview.Web.Shared;

/// <summary>Numbers and dates of an address's query. Anybody can write an address: one that is not a value counts as left out, where a
/// typed parameter of the framework would stop the page.</summary>
internal static class QueryValue
{
    /// <summary>The value in invariant spelling; null where there is none or the text is none.</summary>
    public static T? Of<T>(string? text)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
