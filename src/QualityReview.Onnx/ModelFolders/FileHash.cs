using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>SHA-256 of files, remembered while size and time of change stay the same. Safe for many threads.</summary>
internal static class FileHash
{
    private static readonly ConcurrentDictionary<(string Path, long Size, DateTime Changed), string> s_known = new();

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static string Sha256(string path)
    {
        var file = new FileInfo(path);
        return s_known.GetOrAdd((file.FullName, file.Length, file.LastWriteTimeUtc), static key =>
        {
            using var stream = File.OpenRead(key.Path);
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        });
    }
}
