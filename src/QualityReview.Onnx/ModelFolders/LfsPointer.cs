namespace QualityReview.Onnx.ModelFolders;

/// <summary>What Git leaves in the place of a large file that was not fetched.</summary>
internal static class LfsPointer
{
    private static ReadOnlySpan<byte> Beginning => "version https://git-lfs"u8;

    /// <exception cref="QualityReviewException">It is a pointer.</exception>
    public static void Refuse(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> first = stackalloc byte[64];
        Refuse(first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)], path);
    }

    /// <param name="bytes">The file's, or its first.</param>
    /// <param name="path">How the fault names the file.</param>
    /// <exception cref="QualityReviewException">It is a pointer.</exception>
    public static void Refuse(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.StartsWith(Beginning))
        {
            throw new QualityReviewException($"{path} is a Git LFS pointer and not the file itself; fetch it with 'git lfs pull'.");
        }
    }
}
