using System.Buffers;
using System.Text;
using System.Text.Json;
using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

public sealed class PlainJsonEncoderTests
{
    [Fact]
    public void WriteString_EveryCharacter_IsReadBackEqual()
    {
        foreach (var block in Enumerable.Range(0, 0x110000).Where(value => Rune.IsValid(value)).Chunk(4096))
        {
            var text = string.Concat(block.Select(value => new Rune(value).ToString()));
            var utf8 = Encoding.UTF8.GetBytes(text);
            foreach (var json in new[] { Write(writer => writer.WriteStringValue(text)), Write(writer => writer.WriteStringValue(utf8)) })
            {
                Assert.Equal(text, JsonSerializer.Deserialize<string>(json));
                Assert.False(json.AsSpan().ContainsAnyInRange<byte>(0, 31));
            }
        }
    }

    [Fact]
    public void WriteString_OrdinaryText_IsWrittenAsItIs() =>
        Assert.Equal("\"<é 中 😀 â & '>\"", Encoding.UTF8.GetString(Write(writer => writer.WriteStringValue("<é 中 😀 â & '>"))));

    [Fact]
    public void WriteString_LineSeparators_AreEscaped() =>
        Assert.Equal("\"\\u2028\\u0085\\u007F\\n\"", Encoding.UTF8.GetString(Write(writer => writer.WriteStringValue("\u2028\u0085\u007F\n"))));

    private static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(bytes, PlainJsonEncoder.Compact);
        write(writer);
        writer.Flush();
        return bytes.WrittenSpan.ToArray();
    }
}
