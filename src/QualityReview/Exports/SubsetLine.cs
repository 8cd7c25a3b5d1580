using System.Buffers;
using System.Globalization;
using System.Text;

namespace QualityReview.Exports;

/// <summary>A line of JSON as it grows, in UTF-8. Escapes what <see cref="Samples.Files.PlainJsonEncoder"/> does and nothing else; its buffer is used again.</summary>
internal sealed class SubsetLine
{
    private const string Hexadecimal = "0123456789ABCDEF";

    // 0xC2 and 0xE2 only may begin a character that is escaped: U+0080 to U+009F, U+2028 and U+2029.
    private static readonly SearchValues<byte> s_special = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), (byte)'"', (byte)'\\', 0x7F, 0xC2, 0xE2]);
    private byte[] _bytes = new byte[1 << 16];
    private int _count;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void Clear() => _count = 0;

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _count += bytes.Length;
    }

    public void Raw(string text) => _count += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    /// <summary>In quotation marks.</summary>
    public void Text(ReadOnlySpan<byte> utf8)
    {
        // Six times as long at worst: \u0001.
        var room = Room((6 * utf8.Length) + 2);
        var at = 0;
        room[at++] = (byte)'"';
        while (utf8.IndexOfAny(s_special) is var next and >= 0)
        {
            utf8[..next].CopyTo(room[at..]);
            at += next;
            var (escaped, read) = Special(utf8[next..]);
            if (escaped < 0)
            {
                utf8.Slice(next, read).CopyTo(room[at..]);
                at += read;
            }
            else
            {
                at += Escape(escaped, room[at..]);
            }

            utf8 = utf8[(next + read)..];
        }

        utf8.CopyTo(room[at..]);
        at += utf8.Length;
        room[at++] = (byte)'"';
        _count += at;
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Raw("null"u8);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Text(rented.AsSpan(0, Encoding.UTF8.GetBytes(text, rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The shortest digits that give the number back; null for none.</summary>
    public void Number(float? value)
    {
        if (value is not { } number)
        {
            Raw("null"u8);
            return;
        }

        number.TryFormat(Room(32), out var written, default, CultureInfo.InvariantCulture);
        _count += written;
    }

    public void Number(int value)
    {
        value.TryFormat(Room(16), out var written, default, CultureInfo.InvariantCulture);
        _count += written;
    }

    /// <returns>The character to escape, or -1 for one that stays; and its bytes.</returns>
    private static (int Escaped, int Read) Special(ReadOnlySpan<byte> utf8) => utf8 switch
    {
        [0xC2, < 0xA0 and var low, ..] => (low, 2),
        [0xE2, 0x80, (0xA8 or 0xA9) and var low, ..] => (0x2000 | (low & 0x3F), 3),
        [0xC2 or 0xE2, ..] => (-1, 1),
        _ => (utf8[0], 1),
    };

    private static int Escape(int character, Span<byte> room)
    {
        var letter = character switch { '\n' => 'n', '\t' => 't', '\r' => 'r', '\b' => 'b', '\f' => 'f', '"' => '"', '\\' => '\\', _ => '\0' };
        room[0] = (byte)'\\';
        if (letter != 0)
        {
            room[1] = (byte)letter;
            return 2;
        }

        room[1] = (byte)'u';
        for (var digit = 0; digit < 4; digit++)
        {
            room[2 + digit] = (byte)Hexadecimal[(character >> (12 - (4 * digit))) & 15];
        }

        return 6;
    }

    private Span<byte> Room(int bytes)
    {
        if (_bytes.Length - _count < bytes)
        {
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(2L * _bytes.Length, (long)_count + bytes)));
        }

        return _bytes.AsSpan(_count);
    }
}
