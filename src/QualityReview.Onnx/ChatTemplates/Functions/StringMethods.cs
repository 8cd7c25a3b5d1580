using System.Buffers;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Functions;

/// <summary>The methods of a text, as Python's str has them.</summary>
internal static class StringMethods
{
    private static readonly SearchValues<char> s_lineEnds = SearchValues.Create("\n\r\v\f\u001c\u001d\u001e\u0085\u2028\u2029");

    private static readonly string[] s_supported =
    [
        "capitalize", "count", "endswith", "find", "isdigit", "isspace", "join", "lower", "lstrip", "removeprefix", "removesuffix", "replace", "rfind", "rsplit",
        "rstrip", "split", "splitlines", "startswith", "strip", "title", "upper",
    ];

    private static readonly string[] s_others =
    [
        "casefold", "center", "encode", "expandtabs", "format", "format_map", "index", "isalnum", "isalpha", "isascii", "isdecimal", "isidentifier", "islower",
        "isnumeric", "isprintable", "istitle", "isupper", "ljust", "maketrans", "partition", "rindex", "rjust", "rpartition", "swapcase", "translate", "zfill",
    ];

    public static Callable? Find(string text, string name, Rendering rendering)
    {
        rendering.Charge(text.Length / 32);
        return s_supported.Contains(name) ? new Callable(name, arguments => Call(text, name, arguments))
            : s_others.Contains(name) ? throw TemplateFault.Unsupported("method of a text", name, s_supported)
            : null;
    }

    private static object Call(string text, string name, Arguments arguments)
    {
        arguments.Rendering.Charge(1 + (text.Length / 16));
        var result = name switch
        {
            "strip" => Strip(text, arguments.TextOrNull("chars"), left: true, right: true),
            "lstrip" => Strip(text, arguments.TextOrNull("chars"), left: true, right: false),
            "rstrip" => Strip(text, arguments.TextOrNull("chars"), left: false, right: true),
            "startswith" => Affixes(arguments).Any(prefix => text.StartsWith(prefix, StringComparison.Ordinal)),
            "endswith" => Affixes(arguments).Any(suffix => text.EndsWith(suffix, StringComparison.Ordinal)),
            "removeprefix" => arguments.NeedText("prefix") is var prefix && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text,
            "removesuffix" => arguments.NeedText("suffix") is var suffix && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text,
            "upper" => TextCase.Upper(text),
            "lower" => TextCase.Lower(text),
            "title" => TextCase.PythonTitle(text),
            "capitalize" => TextCase.Capitalize(text),
            "replace" => Replace(text, arguments.NeedText("old"), arguments.NeedText("new"), arguments.Whole("count", -1), arguments.Rendering),
            "split" => new TemplateList(Split(text, arguments.TextOrNull("sep"), arguments.Whole("maxsplit", -1), arguments.Rendering)),
            "rsplit" => new TemplateList(SplitFromEnd(text, arguments.TextOrNull("sep"), arguments.Whole("maxsplit", -1), arguments.Rendering)),
            "splitlines" => arguments.Flag("keepends") ? throw new TemplateFault("'splitlines' that keeps line ends is not supported") : new TemplateList([.. Lines(text)]),
            "join" => Join(arguments.Need("iterable"), text, arguments.Rendering),
            "find" => Place(text, text.IndexOf(Sought(text, arguments), StringComparison.Ordinal)),
            "rfind" => Place(text, text.LastIndexOf(Sought(text, arguments), StringComparison.Ordinal)),
            "count" => Count(text, Sought(text, arguments)),
            "isdigit" => text.Length > 0 && text.All(char.IsAsciiDigit),
            _ => (object)(text.Length > 0 && text.All(Python.IsSpace)),
        };
        arguments.Done();
        return result;
    }

    /// <summary>White space, or the given characters, off the ends.</summary>
    public static string Strip(string text, string? characters, bool left, bool right)
    {
        var (start, end) = (0, text.Length);
        var sought = characters is null ? null : new HashSet<string>(Python.Characters(characters).Cast<string>(), StringComparer.Ordinal);
        while (left && start < end && Takes(text, start, out var length, fromEnd: false))
        {
            start += length;
        }

        while (right && end > start && Takes(text, end - 1, out var length, fromEnd: true))
        {
            end -= length;
        }

        return text[start..end];

        bool Takes(string whole, int at, out int length, bool fromEnd)
        {
            length = 1;
            if (sought is null)
            {
                return Python.IsSpace(whole[at]);
            }

            var first = fromEnd && char.IsLowSurrogate(whole[at]) && at > start && char.IsHighSurrogate(whole[at - 1]) ? at - 1 : at;
            length = first + 1 < whole.Length && char.IsSurrogatePair(whole[first], whole[first + 1]) ? 2 : 1;
            return sought.Contains(whole.Substring(first, length));
        }
    }

    public static string Replace(string text, string old, string replacement, long count, Rendering rendering)
    {
        rendering.ChargeSearch(text.Length, old.Length);
        if (old.Length == 0)
        {
            throw new TemplateFault("'replace' of an empty text is not supported");
        }

        var places = Math.Min(count < 0 ? long.MaxValue : count, Count(text, old));
        rendering.ChargeText(text.Length + (places * ((long)replacement.Length - old.Length)));
        if (count < 0)
        {
            return text.Replace(old, replacement, StringComparison.Ordinal);
        }

        var parts = Split(text, old, places, rendering);
        return string.Join(replacement, parts);
    }

    public static string Join(object list, string between, Rendering rendering)
    {
        var parts = Python.Iterate(list, rendering).Select(item => item as string ?? throw new TemplateFault($"{Python.TypeOf(item)} is joined to a text")).ToList();
        rendering.ChargeText(parts.Sum(part => (long)part.Length) + ((long)between.Length * parts.Count));
        return string.Join(between, parts);
    }

    /// <summary>Python's line ends, without an empty line at the end.</summary>
    public static IEnumerable<string> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny(s_lineEnds);
            yield return end < 0 ? text[start..] : text.Substring(start, end);
            start = end < 0 ? text.Length : start + end + (string.CompareOrdinal(text, start + end, "\r\n", 0, 2) == 0 ? 2 : 1);
        }
    }

    private static List<object> Split(string text, string? separator, long most, Rendering rendering)
    {
        if (separator is null)
        {
            return Words(text, most);
        }

        CheckSeparator(text, separator, rendering);
        var parts = new List<object>();
        var start = 0;
        for (var at = 0; (most < 0 || parts.Count < most) && (at = text.IndexOf(separator, start, StringComparison.Ordinal)) >= 0; start = at + separator.Length)
        {
            parts.Add(text[start..at]);
            rendering.ChargeItems(1);
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static List<object> SplitFromEnd(string text, string? separator, long most, Rendering rendering)
    {
        if (separator is null)
        {
            return most < 0 ? Words(text, most) : throw new TemplateFault("'rsplit' at white space with a limit is not supported");
        }

        CheckSeparator(text, separator, rendering);
        var parts = new List<object>();
        var end = text.Length;
        for (var at = 0; (most < 0 || parts.Count < most) && end >= separator.Length && (at = text.LastIndexOf(separator, end - 1, StringComparison.Ordinal)) >= 0; end = at)
        {
            parts.Add(text[(at + separator.Length)..end]);
            rendering.ChargeItems(1);
        }

        parts.Add(text[..end]);
        parts.Reverse();
        return parts;
    }

    private static List<object> Words(string text, long most)
    {
        var words = new List<object>();
        for (var at = 0; ;)
        {
            while (at < text.Length && Python.IsSpace(text[at]))
            {
                at++;
            }

            if (at == text.Length)
            {
                return words;
            }

            if (most >= 0 && words.Count == most)
            {
                words.Add(Strip(text[at..], null, left: false, right: true));
                return words;
            }

            var start = at;
            while (at < text.Length && !Python.IsSpace(text[at]))
            {
                at++;
            }

            words.Add(text[start..at]);
        }
    }

    private static void CheckSeparator(string text, string separator, Rendering rendering)
    {
        rendering.ChargeSearch(text.Length, separator.Length);
        if (separator.Length == 0)
        {
            throw new TemplateFault("a text is split at an empty text");
        }
    }

    private static List<string> Affixes(Arguments arguments) => arguments.Need("prefix") switch
    {
        string text => [text],
        TemplateList { Kind: ListKind.Tuple } list => [.. list.Take().Select(item => item as string ?? throw new TemplateFault($"{Python.TypeOf(item)} is looked for in a text"))],
        var other => throw new TemplateFault($"{Python.TypeOf(other)} is looked for in a text"),
    };

    private static string Sought(string text, Arguments arguments)
    {
        var sought = arguments.NeedText("sub");
        arguments.Rendering.ChargeSearch(text.Length, sought.Length);
        return sought;
    }

    private static long Place(string text, int at) => at < 0 ? -1 : Python.Length(text.AsSpan(0, at));

    private static long Count(string text, string sought)
    {
        if (sought.Length == 0)
        {
            return Python.Length(text) + 1L;
        }

        var count = 0L;
        for (var at = text.IndexOf(sought, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sought, at + sought.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
