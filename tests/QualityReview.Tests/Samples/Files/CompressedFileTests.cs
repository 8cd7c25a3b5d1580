using System.IO.Compression;
using System.Text;
using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

public sealed class CompressedFileTests
{
    private const int Lines = 20_000;
    private static readonly byte[] s_plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(1, Lines).Select(i => $$"""{"id":"{{i}}","text":"Sample number {{i * 7919 % 10007}}."}""" + "\n")));

    [Fact]
    public void Read_Gzip_GivesEveryLine() => AssertComplete(Gzip(s_plain), "a.jsonl.gz");

    [Fact]
    public void Read_GzipOfSeveralMembers_GivesEveryLine() => AssertComplete([.. Gzip(s_plain[..1001]), .. Gzip(s_plain[1001..])], "a.jsonl.gz");

    [Fact]
    public void Read_Zstd_GivesEveryLine() => AssertComplete(Zstd(), "a.jsonl.zst");

    [Fact]
    public void Read_ZstdOfSeveralFrames_GivesEveryFrame()
    {
        using var reader = SampleFileReader.Open(new MemoryStream([.. Zstd(), .. Zstd()]), "a.jsonl.zst");
        Assert.Equal(2 * Lines, reader.Read().Count(line => line.Sample is not null));
    }

    [Fact]
    public void Read_Zstd_InPiecesOfAnySize_GivesEveryLine()
    {
        using var reader = SampleFileReader.Open(new DripStream(Zstd(), 7), "a.jsonl.zst");
        Assert.Equal(Lines, reader.Read().Count(line => line.Sample is not null));
    }

    [Theory]
    [InlineData("a.jsonl.gz", 3)]
    [InlineData("a.jsonl.gz", 20_000)]
    [InlineData("a.jsonl.zst", 3)]
    [InlineData("a.jsonl.zst", 20_000)]
    public void Read_TruncatedStream_KeepsWhatCameBeforeAndTellsTheEnd(string name, int cut)
    {
        var whole = name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(s_plain) : Zstd();
        var lines = Reading.All(whole[..^cut], name);
        var end = Assert.Single(Reading.Asides(lines));
        Assert.Equal(lines.Count, end.Line);
        Assert.StartsWith("The file breaks off here (", end.Reason, StringComparison.Ordinal);
        Assert.Equal(lines[..^1].Select((_, i) => (long)i + 1), lines[..^1].Select(line => line.Sample!.Line));
        Assert.True(lines.Count > 1);
    }

    [Theory]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.jsonl.zst")]
    public void Read_FlippedByte_IsNeverSilent(string name)
    {
        var broken = name.EndsWith(".gz", StringComparison.Ordinal) ? Gzip(s_plain) : Zstd();
        broken[broken.Length / 2] ^= 0x55;
        Assert.NotEmpty(Reading.Asides(Reading.All(broken, name)));
    }

    [Theory]
    [InlineData("a.jsonl.gz")]
    [InlineData("a.csv.zst")]
    public void Read_NotCompressedAtAll_IsToldAsBroken(string name)
    {
        var aside = Assert.Single(Reading.Asides(Reading.All(s_plain, name)));
        Assert.Equal(1, aside.Line);
    }

    [Fact]
    public void Read_Bomb_CostsOneLineOfMemory()
    {
        var bomb = Gzip(new byte[64 << 20]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var lines = Reading.All(bomb, "bomb.jsonl.gz", limits: new ImportLimits { MaxLineBytes = 1 << 20 });
        Assert.Single(Reading.Asides(lines));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20 << 20);
    }

    [Fact]
    public void Read_StreamThatFails_IsToldAsBroken()
    {
        using var reader = SampleFileReader.Open(new DripStream(s_plain[..1000], 100, new IOException("The disk is gone.")), "a.jsonl");
        var end = Reading.Asides(reader.Read())[^1];
        Assert.Equal("The file breaks off here (The disk is gone); what stands before it was read.", end.Reason);
    }

    private static void AssertComplete(byte[] bytes, string name)
    {
        using var reader = SampleFileReader.Open(new MemoryStream(bytes), name);
        Assert.Equal(Enumerable.Range(1, Lines).Select(i => $"{i}"), reader.Read().Select(line => line.Sample!.Id));
        Assert.Equal(bytes.Length, reader.BytesRead);
    }

    private static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    // Written by the zstd program with --check from the same lines.
    private static byte[] Zstd() => File.ReadAllBytes(Reading.DataFile("samples/numbered.jsonl.zst"));
}
