using System.Text;

namespace QualityReview.Scorers.Heuristics;

/// <summary>Cuts a text into words: runs without white space, in which every ideograph and every kana is a word of its own.</summary>
/// <remarks>Toy example: "Don't stop, 東京!" is "Don't", "stop,", "東", "京", "!".
/// Thai, Lao, Khmer and Burmese are written without spaces too, and count one word a run: cutting them takes a dictionary.</remarks>
internal ref struct TextWords(ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _next;

    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Whether <see cref="Current"/> holds a letter or a digit.</summary>
    public bool CurrentIsSpoken { get; private set; }

    public readonly TextWords GetEnumerator() => this;

    public bool MoveNext()
    {
        var start = _next;
        CurrentIsSpoken = false;
        while (_next < _text.Length)
        {
            // Most units of most texts: no table has to be asked about them.
            var unit = _text[_next];
            if (char.IsAscii(unit) && !char.IsWhiteSpace(unit))
            {
                CurrentIsSpoken |= char.IsAsciiLetterOrDigit(unit);
                _next++;
                continue;
            }

            Rune.DecodeFromUtf16(_text[_next..], out var rune, out var length);
            if (Rune.IsWhiteSpace(rune))
            {
                if (_next > start)
                {
                    break;
                }

                start = _next += length;
                continue;
            }

            if (IsWordAlone(rune))
            {
                if (_next == start)
                {
                    _next += length;
                    CurrentIsSpoken = true;
                }

                break;
            }

            CurrentIsSpoken |= Rune.IsLetterOrDigit(rune);
            _next += length;
        }

        Current = _text[start.._next];
        return _next > start;
    }

    private static bool IsWordAlone(Rune rune) => rune.Value >= 0x3040 && rune.Value switch
    {
        <= 0x30FF => rune.Value != 0x30FB,
        >= 0x31F0 and <= 0x31FF => true,
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0x9FFF => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0xFF66 and <= 0xFF9D => true,
        >= 0x20000 and <= 0x3FFFF => true,
        _ => false,
    };
}
