using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace QualityReview.Scorers.Heuristics;

/// <summary>Compressed size of a text divided by its size in UTF-8: low for repetition, around .4 for prose, high for random signs.</summary>
/// <remarks>Brotli at quality 3: its output is the same on every processor, and unlike most of its other qualities it does not use
/// the built-in dictionary, which would make English and HTML look repetitive.</remarks>
public sealed class CompressionScorer : HeuristicScorer
{
    private const int Quality = 3;
    private const int WindowBits = 24;

    // Shorter texts hold too little for matches: the ratio is then mostly the coder's own overhead.
    private const int ShortBytes = 100;

    public override ScorerCard Card { get; } = new()
    {
        Key = "compression_1",
        Method = "compression",
        Title = "Compression",
        HighMeans = "The text hardly compresses: it is varied or random, where a low one repeats itself.",
        Direction = ScoreDirection.HigherIsMore,
        Unit = "compressed bytes per byte",
        Receipt = new Dictionary<string, string>
        {
            ["coder"] = "brotli",
            ["quality"] = "3",
            ["window_bits"] = "24",
        },
        Caveat = "Long texts compress better than short ones, so compare texts of similar length.",
    };

    public override Measurement Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            return Measurement.None;
        }

        // A lone surrogate becomes U+FFFD, three bytes.
        var raw = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var size = Encoding.UTF8.GetBytes(text, raw);
        var compressed = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(size));
        var done = BrotliEncoder.TryCompress(raw.AsSpan(0, size), compressed, out var written, Quality, WindowBits);
        ArrayPool<byte>.Shared.Return(raw);
        ArrayPool<byte>.Shared.Return(compressed);
        return done
            ? new Measurement((float)((double)written / size), size < ShortBytes ? ScoreFlags.TooShort : ScoreFlags.None)
            : throw new InvalidOperationException($"Brotli needed more than its own bound for {size} bytes.");
    }
}
