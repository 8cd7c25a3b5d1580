namespace QualityReview.Onnx.Tests.ChatTemplates;

/// <summary>Every rule of the template language against Jinja2, as transformers sets it up.</summary>
public sealed class TemplateCaseTests
{
    // Jinja2 renders these; here they are refused, with these words.
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["{{ a[] }}"] = "a place or a key is expected",
        ["{{ 0x10 }}"] = "the number '0x10' is not supported",
        ["{% for i in list recursive %}{{ i }}{% endfor %}"] = "'recursive' loops are not supported",
        ["{% block b %}{% endblock %}"] = "the statement 'block' is not supported",
        ["{% autoescape true %}x{% endautoescape %}"] = "the statement 'autoescape' is not supported",
        ["{% raw %}"] = "'raw' has no 'endraw'",
        ["{{ s.__class__ }}"] = "the hidden field '__class__' is not supported",
        ["{{ ''['__class__'] }}"] = "the hidden field '__class__' is not supported",
        ["{{ s.format(1) }}"] = "the method of a text 'format' is not supported",
        ["{{ '%s' % a }}"] = "formatting a text with '%' is not supported",
        ["{{ cycler(1).current }}"] = "the function 'cycler' is not supported",
        ["{{ s|e }}"] = "the filter 'e' is not supported",
    };

    // Jinja2 refuses these; here the block that nobody calls is left out.
    private static readonly HashSet<string> s_rendered = ["{% macro m() %}x{% endmacro %}{% call m() %}y{% endcall %}"];

    [Fact]
    public void Render_SmallTemplates_GivesWhatJinjaGives()
    {
        var golden = TemplateFixtures.Read("cases.json");
        var names = TemplateFixtures.Names(golden.GetProperty("names"));
        var wrong = new List<string>();
        var refused = new HashSet<string>();
        foreach (var item in golden.GetProperty("cases").EnumerateArray())
        {
            var template = item.GetProperty("template").GetString()!;
            var expected = item.GetProperty("text").GetString();
            var found = TemplateFixtures.Render(template, names, out var fault);
            if (s_refused.TryGetValue(template, out var words) && found is null && fault.Contains(words, StringComparison.Ordinal))
            {
                refused.Add(template);
            }
            else if (found != expected && !s_rendered.Contains(template))
            {
                wrong.Add($"{template.ReplaceLineEndings("\\n")} : expected {Shown(expected)}, found {Shown(found)} {fault}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.Equal(s_refused.Count, refused.Count);
    }

    private static string Shown(string? text) => text is null ? "a fault" : $"[{text}]";
}
