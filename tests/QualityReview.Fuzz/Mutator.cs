using System.Globalization;
using System.Text;

namespace QualityReview.Fuzz;

/// <summary>Makes inputs out of others: a few changes each, small ones mostly, absurd ones now and then.</summary>
internal sealed partial class Mutator(Random random, int mostBytes)
{
    private static readonly byte[][] _numbers =
    [
        .. new[]
        {
            "0", "-1", "1", "2147483647", "2147483648", "-2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e308", "1e309", "-1e999", "0.1e-400",
            "NaN", "Infinity", "1e", "00", "0x10", "1_000", "１２", new string('9', 400),
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] _oddities =
    [
        [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xE2, 0x80, 0xAE], [0xE2, 0x80, 0x8B], [0xE2, 0x80, 0xA8], [0x0D], [0x0A], [0x0D, 0x0A],
        .. new[] { "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "'", "{", "}", "[", "]", "{{", "}}", "{%", "%}", "(", ")", ",", ":", "..", "../", "%00", "%2e%2e%2f", "&", "=", "<script>", "\U0001F600", "e\u0301", "null", "true", "=1+1", "\t" }.Select(Encoding.UTF8.GetBytes),
    ];

    public Random Random => random;

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>One to eight changes of bytes.</summary>
    public byte[] Bytes(byte[] input, byte[] other, IReadOnlyList<string> words)
    {
        var bytes = new List<byte>(input);
        for (var changes = 1 << random.Next(4); changes > 0; changes--)
        {
            Change(bytes, other, words);
            if (bytes.Count > mostBytes)
            {
                bytes.RemoveRange(mostBytes, bytes.Count - mostBytes);
            }
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other, IReadOnlyList<string> words)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Length(bytes.Count - at);
        switch (random.Next(14))
        {
            case 0 or 1 when bytes.Count > at:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when bytes.Count > at:
                bytes[at] = (byte)random.Next(256);
                break;
            case 3 or 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 6 or 7:
                bytes.InsertRange(at, Pick(_oddities));
                break;
            case 8 when words.Count > 0:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pick(words)));
                break;
            case 9:
                Replace(bytes, at, Digits(bytes, at), Pick(_numbers));
                break;
            case 10 when other.Length > 0:
                var from = random.Next(other.Length);
                Replace(bytes, at, length, other.AsSpan(from, Length(other.Length - from)).ToArray());
                break;
            case 11 when Chance(20):
                Repeat(bytes, at, words);
                break;
            case 12 when Chance(20):
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 13 when words.Count > 0 && bytes.Count > at:
                Replace(bytes, at, Letters(bytes, at), Encoding.UTF8.GetBytes(Pick(words)));
                break;
            default:
                bytes.Insert(at, (byte)random.Next(32, 127));
                break;
        }
    }

    /// <summary>A thing a thousand times and more: depth, where it opens something.</summary>
    private void Repeat(List<byte> bytes, int at, IReadOnlyList<string> words)
    {
        var unit = words.Count > 0 && Chance(50) ? Encoding.UTF8.GetBytes(Pick(words)) : Pick(_oddities);
        var times = Math.Min(1 << random.Next(6, 18), Math.Max(1, (mostBytes - bytes.Count) / unit.Length));
        bytes.InsertRange(at, Enumerable.Repeat(unit, times).SelectMany(part => part));
    }

    private static void Replace(List<byte> bytes, int at, int length, byte[] by)
    {
        bytes.RemoveRange(at, length);
        bytes.InsertRange(at, by);
    }

    private static int Digits(List<byte> bytes, int at) => Run(bytes, at, character => char.IsAsciiDigit(character) || character is '.' or '-');

    private static int Letters(List<byte> bytes, int at) => Run(bytes, at, character => char.IsAsciiLetterOrDigit(character) || character == '_');

    private static int Run(List<byte> bytes, int at, Func<char, bool> belongs)
    {
        var end = at;
        while (end < bytes.Count && belongs((char)bytes[end]))
        {
            end++;
        }

        return end - at;
    }

    // Short ones mostly.
    private int Length(int most) => most == 0 ? 0 : Math.Min(most, random.Next(1 << random.Next(1, 12)) + 1);

    /// <summary>A number such as people do not write.</summary>
    public string OddNumber() => Encoding.UTF8.GetString(Pick(_numbers));

    /// <summary>A text of any characters, half surrogates among them.</summary>
    public string OddText()
    {
        var text = new StringBuilder();
        for (var length = random.Next(1 << random.Next(1, 8)); length > 0; length--)
        {
            text.Append(Chance(70) ? (char)random.Next(32, 127) : Chance(50) ? (char)random.Next(0x10000) : random.Next(8) switch
            {
                0 => '\0',
                1 => '\uD83D',
                2 => '\uDE00',
                3 => '\u202E',
                4 => '\n',
                5 => '"',
                6 => '\\',
                _ => '\u200B',
            });
        }

        return Chance(2) ? string.Concat(Enumerable.Repeat(text.Append(random.Next(10).ToString(CultureInfo.InvariantCulture)).ToString(), 500)) : text.ToString();
    }
}
