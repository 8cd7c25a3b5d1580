using System.Globalization;
using System.Text;

namespace QualityReview.Onnx.ChatTemplates.Values;

/// <summary>What Python's json.dumps writes, as the filter tojson of chat templates calls it: no escapes beyond the needed ones.</summary>
internal sealed class PythonJson(Rendering rendering)
{
    private const int MostNesting = 60;

    private readonly StringBuilder _text = new();

    /// <summary>Text of one level of indentation; null writes all on one line.</summary>
    public string? Indent { get; init; }

    public bool SortsKeys { get; init; }

    public bool EscapesNonAscii { get; init; }

    /// <summary>Between items. The default value is Python's own.</summary>
    public string? ItemSeparator { get; init; }

    public string KeySeparator { get; init; } = ": ";

    public string Write(object value)
    {
        Write(value, 0);
        return _text.ToString();
    }

    private void Write(object value, int depth)
    {
        rendering.Charge(1);
        if (depth > MostNesting)
        {
            throw new TemplateFault($"it nests lists deeper than {MostNesting}");
        }

        switch (value)
        {
            case None:
                _text.Append("null");
                break;
            case bool flag:
                _text.Append(flag ? "true" : "false");
                break;
            case double number when !double.IsFinite(number):
                _text.Append(double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity");
                break;
            case long or double:
                _text.Append(Python.Text(value, rendering));
                break;
            case string text:
                Quote(text);
                break;
            case TemplateList { IsSequence: true } list:
                All('[', list.Take(), ']', depth, item => Write(item, depth + 1));
                break;
            case TemplateMap map:
                var entries = map.Entries.ToList();
                if (SortsKeys)
                {
                    rendering.Charge(entries.Count * 20L);
                    entries.Sort((a, b) => Python.Compare(a.Key, b.Key, rendering));
                }

                All('{', entries, '}', depth, entry =>
                {
                    Quote(entry.Key is string key ? key : new PythonJson(rendering).Write(entry.Key));
                    _text.Append(KeySeparator);
                    Write(entry.Value, depth + 1);
                });
                break;
            default:
                throw new TemplateFault($"{Python.TypeOf(value)} is given to 'tojson'");
        }

        Rendering.CheckLength(_text.Length);
    }

    private void All<T>(char open, IReadOnlyList<T> items, char close, int depth, Action<T> write)
    {
        _text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _text.Append(ItemSeparator ?? (Indent is null ? ", " : ","));
            }

            NewLine(depth + 1);
            write(items[i]);
        }

        if (items.Count > 0)
        {
            NewLine(depth);
        }

        _text.Append(close);
    }

    private void NewLine(int depth)
    {
        if (Indent is not null)
        {
            Rendering.CheckLength(_text.Length + ((long)Indent.Length * depth));
            _text.Append('\n').Insert(_text.Length, Indent, depth);
        }
    }

    private void Quote(string text)
    {
        _text.Append('"');
        foreach (var c in text)
        {
            _text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\f' => "\\f",
                '\b' => "\\b",
                _ => c < ' ' || (EscapesNonAscii && c > '~') ? $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}" : c.ToString(),
            });
        }

        _text.Append('"');
    }
}
