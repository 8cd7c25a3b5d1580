using System.Text;

namespace QualityReview.Scorers.Heuristics;

/// <summary>How many letters of each script a text has.</summary>
internal readonly struct LetterCounts
{
    // Letters of the Arabic script that Arabic itself does not use: Persian, Urdu, Kurdish, Uyghur and others.
    private const int LastArabicLetter = 0x064A;

    private readonly int[] _counts;
    private readonly int _notRussian;
    private readonly int _hardSigns;
    private readonly int _yeru;
    private readonly int _notArabic;

    public LetterCounts(ReadOnlySpan<char> text)
    {
        _counts = new int[(int)Script.Other + 1];
        for (var next = 0; next < text.Length;)
        {
            // Most units of most texts: no table has to be asked about them.
            if (char.IsAscii(text[next]))
            {
                _counts[(int)Script.Latin] += char.IsAsciiLetter(text[next++]) ? 1 : 0;
                continue;
            }

            Rune.DecodeFromUtf16(text[next..], out var rune, out var length);
            next += length;
            if (!Rune.IsLetter(rune))
            {
                continue;
            }

            var script = ScriptOf(rune.Value);
            _counts[(int)script]++;
            if (script == Script.Cyrillic)
            {
                var lower = Rune.ToLowerInvariant(rune).Value;
                _notRussian += lower is >= 'а' and <= 'я' or 'ё' ? 0 : 1;
                _hardSigns += lower == 'ъ' ? 1 : 0;
                _yeru += lower == 'ы' ? 1 : 0;
            }
            else if (script == Script.Arabic)
            {
                _notArabic += rune.Value is > LastArabicLetter and < 0xFB50 ? 1 : 0;
            }
        }
    }

    public enum Script
    {
        None,
        Latin,
        Cyrillic,
        Arabic,
        Hangul,
        Kana,
        Han,
        Other,
    }

    /// <summary>Ukrainian, Serbian, Kazakh and others have letters of their own; Bulgarian writes ъ often and ы never.</summary>
    public bool IsRussian => _notRussian <= .02 * this[Script.Cyrillic] && _hardSigns <= _yeru;

    public bool IsArabic => _notArabic <= .02 * this[Script.Arabic];

    /// <summary>Japanese is a third kana at least; a brand name in kana does not make Chinese Japanese.</summary>
    public bool IsJapanese => this[Script.Kana] > .1 * (this[Script.Kana] + this[Script.Han]);

    private int this[Script script] => _counts[(int)script];

    /// <summary>The script with most letters; kana and Han count as one. None where there is no letter.</summary>
    public Script Largest(int lettersAnIdeograph)
    {
        var largest = Script.None;
        var most = 0;
        for (var script = Script.Latin; script <= Script.Other; script++)
        {
            var letters = script switch
            {
                Script.Hangul => this[script] * lettersAnIdeograph,
                Script.Han => (this[Script.Han] + this[Script.Kana]) * lettersAnIdeograph,
                _ => this[script],
            };
            if (letters > most)
            {
                (largest, most) = (script, letters);
            }
        }

        return largest;
    }

    private static Script ScriptOf(int letter) => letter switch
    {
        <= 0x024F or (>= 0x1E00 and <= 0x1EFF) or (>= 0xFF21 and <= 0xFF5A) => Script.Latin,
        >= 0x0400 and <= 0x052F => Script.Cyrillic,
        (>= 0x0600 and <= 0x06FF) or (>= 0x0750 and <= 0x077F) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC) => Script.Arabic,
        (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xAC00 and <= 0xD7A3) => Script.Hangul,
        (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9D) => Script.Kana,
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) => Script.Han,
        _ => Script.Other,
    };
}
