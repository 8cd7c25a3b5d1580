using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace QualityReview.Web.Api;

/// <summary>Where the next page of a list begins: behind the last thing that was given, not at a number of things, so that what is added
/// meanwhile neither repeats nor hides any. Good for the list that it came from alone.</summary>
internal static class ApiCursor
{
    private const string Version = "1";

    /// <param name="list">Names the list with everything that its order depends on.</param>
    /// <param name="last">What is behind; the list knows its meaning.</param>
    public static string Write(string list, long last) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Version}.{HashOf(list)}.{last}")));

    /// <summary>What <see cref="Write"/> was given; null for the beginning of the list.</summary>
    /// <exception cref="ApiFault">The cursor is none, or belongs to another list.</exception>
    public static long? Read(string? cursor, string list)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        if (Decode(cursor).Split('.') is not [Version, var hash, var last] || !long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
        {
            throw ApiFault.Wrong("The cursor is none that this list gave; leave it out to begin.");
        }

        return hash == HashOf(list) ? place : throw ApiFault.Wrong("The cursor belongs to another list; rule, order and search stay the same from page to page.");
    }

    private static string Decode(string cursor)
    {
        try
        {
            return cursor.Length <= 200 ? Encoding.ASCII.GetString(Base64Url.DecodeFromChars(cursor)) : "";
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string HashOf(string list) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(list)))[..16];
}
