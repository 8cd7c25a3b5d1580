using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace QualityReview.People;

/// <summary>Secrets of links and tokens: 256 random bits. The database keeps their SHA-256 alone, which is enough for a secret that
/// cannot be guessed.</summary>
internal static class Secret
{
    /// <param name="prefix">Says what it is to whoever finds it in a log or a repository, such as "qr_".</param>
    public static string New(string prefix = "") => prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
