using System.Text.RegularExpressions;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.ChatTemplates.Syntax;

/// <summary>Cuts a template into words, with the white space rules of Jinja under trim_blocks and lstrip_blocks, as chat templates are
/// rendered.</summary>
internal sealed partial class TemplateLexer
{
    private static readonly string[] s_operators =
        ["**", "//", "==", "!=", ">=", "<=", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ":", "|", ",", "(", ")", "[", "]", "{", "}"];

    private readonly List<TemplateToken> _tokens = [];
    private readonly string _source;
    private int _at;
    private int _line = 1;

    private TemplateLexer(string source) => _source = source;

    public static IReadOnlyList<TemplateToken> Read(string template)
    {
        var source = template.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        // One line break at the end of a template belongs to the file, not to the text.
        var lexer = new TemplateLexer(source.EndsWith('\n') ? source[..^1] : source);
        lexer.Run();
        return lexer._tokens;
    }

    private void Run()
    {
        while (_at < _source.Length)
        {
            var open = NextTag();
            if (open < 0)
            {
                AddText(_source[_at..]);
                break;
            }

            var isPrint = _source[open + 1] == '{';
            var sign = open + 2 < _source.Length ? _source[open + 2] : ' ';
            AddText(Before(open, sign, isPrint));
            MoveTo(open);
            if (_source[open + 1] == '#')
            {
                Comment();
            }
            else if (RawBegin().Match(_source, open) is { Success: true } raw)
            {
                Raw(raw.Length);
            }
            else
            {
                Add(isPrint ? TokenKind.PrintBegin : TokenKind.StatementBegin, _source.Substring(open, 2));
                MoveTo(open + 2 + (sign is '-' or '+' ? 1 : 0));
                Tag(isPrint);
            }
        }

        Add(TokenKind.End, "");
    }

    private int NextTag()
    {
        for (var at = _at; (at = _source.IndexOf('{', at)) >= 0 && at + 1 < _source.Length; at++)
        {
            if (_source[at + 1] is '%' or '{' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The text before a tag, less the white space that the tag takes.</summary>
    private string Before(int open, char sign, bool isPrint)
    {
        var text = _source[_at..open];
        if (sign == '-')
        {
            return TrimEnd(text);
        }

        var lineStart = text.LastIndexOf('\n') + 1;
        var beginsLine = lineStart > 0 || _at == 0 || _source[_at - 1] == '\n';
        return sign != '+' && !isPrint && beginsLine && TrimEnd(text[lineStart..]).Length == 0 ? text[..lineStart] : text;
    }

    private void Comment()
    {
        var close = _source.IndexOf("#}", _at + 2, StringComparison.Ordinal);
        if (close < 0)
        {
            throw new TemplateFault("a comment has no end '#}'", _line);
        }

        var takes = close > _at + 2 && _source[close - 1] is '-' or '+' ? _source[close - 1] : ' ';
        MoveTo(AfterTag(close + 2, takes, takesNewLine: true));
    }

    private void Raw(int length)
    {
        var begin = _at + length;
        var end = RawEnd().Match(_source, begin);
        if (!end.Success)
        {
            throw new TemplateFault("'raw' has no 'endraw'", _line);
        }

        MoveTo(begin);
        AddText(Before(end.Index, end.Groups[1].Value is [var sign] ? sign : ' ', isPrint: false));
        MoveTo(end.Index + end.Length);
    }

    private void Tag(bool isPrint)
    {
        var open = new Stack<char>();
        var close = isPrint ? "}}" : "%}";
        while (true)
        {
            SkipSpace();
            if (_at >= _source.Length)
            {
                throw new TemplateFault($"a tag has no end '{close}'", _line);
            }

            var sign = _source[_at] is '-' || (_source[_at] is '+' && !isPrint) ? _source[_at] : ' ';
            var place = sign == ' ' ? _at : _at + 1;
            if (open.Count == 0 && string.CompareOrdinal(_source, place, close, 0, 2) == 0)
            {
                Add(isPrint ? TokenKind.PrintEnd : TokenKind.StatementEnd, close);
                MoveTo(AfterTag(place + 2, sign, takesNewLine: !isPrint));
                return;
            }

            Word(open);
        }
    }

    private void Word(Stack<char> open)
    {
        if (Name().Match(_source, _at) is { Success: true } name)
        {
            Add(TokenKind.Name, name.Value, name.Length);
        }
        else if (Real().Match(_source, _at) is { Success: true } real && (_at == 0 || _source[_at - 1] != '.'))
        {
            Add(TokenKind.Real, real.Value, real.Length);
        }
        else if (Whole().Match(_source, _at) is { Success: true } whole)
        {
            Add(TokenKind.Whole, whole.Value, whole.Length);
        }
        else if (Quoted().Match(_source, _at) is { Success: true } quoted)
        {
            Add(TokenKind.String, StringEscapes.Resolve(quoted.Value[1..^1], _line), quoted.Length);
        }
        else if (s_operators.FirstOrDefault(o => string.CompareOrdinal(_source, _at, o, 0, o.Length) == 0) is { } operation)
        {
            Balance(open, operation[0]);
            Add(TokenKind.Operator, operation, operation.Length);
        }
        else
        {
            throw new TemplateFault($"'{TemplateFault.Shown(_source.Substring(_at, Math.Min(10, _source.Length - _at)))}' is no word of the template language", _line);
        }
    }

    private void Balance(Stack<char> open, char bracket)
    {
        if (bracket is '(' or '[' or '{')
        {
            open.Push(bracket switch { '(' => ')', '[' => ']', _ => '}' });
        }
        else if (bracket is ')' or ']' or '}' && (!open.TryPop(out var expected) || expected != bracket))
        {
            throw new TemplateFault($"'{bracket}' closes nothing that was opened before it", _line);
        }
    }

    private int AfterTag(int at, char sign, bool takesNewLine)
    {
        if (sign == '-')
        {
            while (at < _source.Length && Python.IsSpace(_source[at]))
            {
                at++;
            }
        }
        else if (takesNewLine && sign != '+' && at < _source.Length && _source[at] == '\n')
        {
            at++;
        }

        return at;
    }

    private static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Python.IsSpace(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    private void SkipSpace()
    {
        var at = _at;
        while (at < _source.Length && Python.IsSpace(_source[at]))
        {
            at++;
        }

        MoveTo(at);
    }

    private void MoveTo(int at)
    {
        _line += _source.AsSpan(_at, at - _at).Count('\n');
        _at = at;
    }

    private void AddText(string text)
    {
        if (text.Length > 0)
        {
            Add(TokenKind.Text, text);
        }
    }

    private void Add(TokenKind kind, string text, int length = 0)
    {
        _tokens.Add(new(kind, text, _line));
        MoveTo(_at + length);
    }

    [GeneratedRegex(@"\G[\p{L}\p{Nl}_][\w]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G([0-9]+_)*[0-9]+((\.([0-9]+_)*[0-9]+)?[eE][+\-]?([0-9]+_)*[0-9]+|\.([0-9]+_)*[0-9]+)")]
    private static partial Regex Real();

    // A prefix such as 0x is taken along and refused by the parser.
    [GeneratedRegex(@"\G([0-9](_?[0-9a-zA-Z])*)")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\G('[^'\\]*(?:\\.[^'\\]*)*'|""[^""\\]*(?:\\.[^""\\]*)*"")", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\G\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})")]
    private static partial Regex RawBegin();

    [GeneratedRegex(@"\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\}\n?)")]
    private static partial Regex RawEnd();
}
