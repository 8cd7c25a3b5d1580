using System.IO.Compression;
using System.Text;
using QualityReview.Parquet;
using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

/// <summary>Faults that fuzzing found in reading files, and files that are made to cost more than themselves.</summary>
public sealed class FuzzedFileTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Csv_BadQuoteBeforeTheLineIsReadToItsEnd_IsOneLineHoweverTheBytesCome(int size)
    {
        var bytes = Encoding.UTF8.GetBytes("text,id\n\"a\"b and the rest, of the line\ngood,2\n");
        using var reader = SampleFileReader.Open(new DripStream(bytes, size), "a.csv");

        var lines = reader.Read().ToList();

        Assert.Equal(2, Assert.Single(lines, line => line.SetAside is not null).SetAside!.Line);
        Assert.Equal("good", Assert.Single(lines, line => line.Sample is not null).Sample!.Text);
    }

    [Fact]
    public void Csv_BadQuoteInALineLongerThanTheLimit_CostsThatLineAlone()
    {
        var table = "text,id\n\"a\"" + new string('b', 5000) + "\ngood,2\n";

        var lines = Reading.All(table, "a.csv", limits: new ImportLimits { MaxLineBytes = 1024 });

        Assert.Single(lines, line => line.SetAside is not null);
        Assert.Equal("good", Assert.Single(lines, line => line.Sample is not null).Sample!.Text);
    }

    [Fact]
    public void Parquet_TextOfADifferentEncoding_IsToldShortly()
    {
        var folder = Directory.CreateTempSubdirectory("quality-review-");
        try
        {
            var file = Path.Combine(folder.FullName, "a.parquet");
            using (var duck = new DuckConnection())
            {
                duck.Execute($"COPY (SELECT repeat('long ', 5000) || 'ö' AS text) TO '{file}' (FORMAT parquet, COMPRESSION uncompressed)");
            }

            var bytes = File.ReadAllBytes(file);
            for (var at = 0; (at = Next(bytes, at)) > 0; at++)
            {
                bytes[at] = 0xFF;
            }

            File.WriteAllBytes(file, bytes);
            using var reader = SampleFileReader.Open(file);

            var aside = Assert.Single(reader.Read()).SetAside!;
            Assert.InRange(aside.Reason.Length, 50, 500);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        static int Next(byte[] bytes, int at) => bytes.AsSpan(at + 1).IndexOf((byte)0xC3) is >= 0 and var found ? at + 1 + found : -1;
    }

    [Theory]
    [InlineData("a.jsonl.gz", false)]
    [InlineData("a.jsonl.zst", false)]
    [InlineData("a.jsonl.gz", true)]
    [InlineData("a.txt.zst", true)]
    public void Archive_ThatInflatesOutOfProportion_BreaksOffAtTheLimit(string name, bool lines)
    {
        // 200 MB in some kilobytes, of one line or of many.
        var part = lines ? Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"text\":\"" + new string('a', 1014) + "\"}\n", 1024))) : new byte[1 << 20];
        var packed = new MemoryStream();
        using (Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true) : new ZstdCompression(new Kept(packed)))
        {
            for (var i = 0; i < 200; i++)
            {
                stream.Write(part);
            }
        }

        Assert.InRange(packed.Length, 1, 1 << 20);
        packed.Position = 0;
        using var reader = SampleFileReader.Open(packed, name, limits: new ImportLimits { MaxExpansion = 100 });
        var (read, last) = (0L, default(FileLine));
        foreach (var line in reader.Read())
        {
            read += line.Sample?.Text.Length ?? 0;
            last = line;
        }

        Assert.Contains("it inflates to more than 100 times its size, which is the most that is supported (Import:MaxExpansion)", last.SetAside!.Reason, StringComparison.Ordinal);
        Assert.InRange(read, lines ? 40 << 20 : 0, 140 << 20);
    }

    [Fact]
    public void Archive_ThatInflatesToLittle_IsReadWhateverTheProportion()
    {
        var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var i = 0; i < 40_000; i++)
            {
                stream.Write("{\"text\":\"the same again and again\"}\n"u8);
            }
        }

        Assert.InRange(packed.Length, 1, 10_000);
        Assert.Equal(40_000, Reading.All(packed.ToArray(), "a.jsonl.gz", limits: new ImportLimits { MaxExpansion = 10 }).Count(line => line.Sample is not null));
    }

    [Theory]
    [InlineData("a.jsonl", "")]
    [InlineData("a.csv", "text\n")]
    [InlineData("a.txt", "")]
    public void Line_OfAGigabyte_IsSetAsideWithoutBeingHeld(string name, string head)
    {
        using var endless = new Repeated(head, (byte)'a', 1L << 30);
        using var reader = SampleFileReader.Open(endless, name, limits: new ImportLimits { MaxLineBytes = 1 << 20 });
        var before = GC.GetAllocatedBytesForCurrentThread();

        var lines = reader.Read().ToList();

        Assert.Contains("longer than 1,048,576 bytes", Assert.Single(lines).SetAside!.Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Json_NestedAHundredThousandDeep_IsSetAsideWithTheLimit(string open, string close)
    {
        var line = "{\"text\":\"x\",\"m\":" + string.Concat(Enumerable.Repeat(open, 100_000)) + "1" + string.Concat(Enumerable.Repeat(close, 100_000)) + "}";

        var aside = Assert.Single(Reading.Asides(Reading.All(line, "a.jsonl")));

        Assert.Equal("The JSON is nested deeper than 64 levels, which is the most that is supported.", aside.Reason);
    }

    /// <summary>A stream that its writer may not close.</summary>
    private sealed class Kept(MemoryStream inner) : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => inner.Write(buffer);
    }

    /// <summary>A beginning, and then one byte over and over.</summary>
    private sealed class Repeated(string head, byte value, long length) : Stream
    {
        private string _head = head;
        private long _left = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (_head.Length > 0)
            {
                var beginning = Encoding.UTF8.GetBytes(_head, buffer);
                _head = "";
                return beginning;
            }

            var read = (int)Math.Min(buffer.Length, _left);
            buffer[..read].Fill(value);
            _left -= read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
