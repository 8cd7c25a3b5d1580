using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace QualityReview.Hashing;

/// <summary>SHA-256 of a text's UTF-8 bytes, the fingerprint by which manifests name a text.</summary>
public static class ContentHash
{
    /// <summary>64 lower-case hexadecimal digits. A lone surrogate counts as U+FFFD.</summary>
    public static string Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Write(text, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Writes the 32 bytes of the hash into <paramref name="hash"/>.</summary>
    public static void Write(string text, Span<byte> hash)
    {
        ArgumentNullException.ThrowIfNull(text);
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var count = Encoding.UTF8.GetBytes(text, bytes);
            SHA256.HashData(bytes.AsSpan(0, count), hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
