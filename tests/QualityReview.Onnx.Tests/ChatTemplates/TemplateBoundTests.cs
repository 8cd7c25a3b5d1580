using QualityReview.Hashing;
using QualityReview.Onnx.ChatTemplates;

namespace QualityReview.Onnx.Tests.ChatTemplates;

/// <summary>A template comes with a model from anywhere: whatever it holds, it renders or is refused in one sentence.</summary>
public sealed class TemplateBoundTests
{
    private const string Signs = "{}%#-+|.,()[]'\"\\=~ \n\0é😀";

    private static readonly IReadOnlyDictionary<string, object> s_names = TemplateFixtures.Names(TemplateFixtures.Read("cases.json").GetProperty("names"));

    [Theory]
    [InlineData("{% set x = 'a' * 1000000 %}{% for i in range(99) %}{{ x }}{% endfor %}", "writes more than 1 000 000 characters")]
    [InlineData("{% set x = namespace(t='ab') %}{% for i in range(99) %}{% set x.t = x.t ~ x.t %}{% endfor %}", "makes a text of more than 1 000 000 characters")]
    [InlineData("{% set x = namespace(t='ab') %}{% for i in range(99) %}{% set x.t = x.t|replace('a', x.t) %}{% endfor %}", "makes a text of more than 1 000 000 characters")]
    [InlineData("{% set x = namespace(t=[1]) %}{% for i in range(99) %}{% set x.t = x.t + x.t %}{% endfor %}", "makes a list of more than 100 000 items")]
    [InlineData("{% set x = namespace(t=[1]) %}{% for i in range(50) %}{% set x.t = [x.t, x.t] %}{% endfor %}{{ x.t }}", "more than")]
    [InlineData("{% set x = namespace(t=[1], u=[1]) %}{% for i in range(50) %}{% set x.t = [x.t, x.t] %}{% set x.u = [x.u, x.u] %}{% endfor %}{{ x.t == x.u }}", "takes more than 500 000 steps")]
    [InlineData("{% set x = namespace(t=[1]) %}{% for i in range(9999) %}{% set x.t = [x.t] %}{% endfor %}{{ x.t|tojson }}", "nests lists deeper than 60")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "nests deeper than 200")]
    [InlineData("{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}", "takes more than 500 000 steps")]
    [InlineData("{{ range(999999999)|length }}", "makes a list of more than 100 000 items")]
    [InlineData("{{ 'a' * 999999999999 }}", "makes a text of more than 1 000 000 characters")]
    [InlineData("{{ 9 ** 9 ** 9 ** 9 }}", "computes a number of more than 64 bits")]
    [InlineData("{{ 'a\nb'|indent(999999999) }}", "makes a text of more than 1 000 000 characters")]
    [InlineData("{{ [[]]|tojson(indent=999999999) }} {% for i in range(9) %}{{ '\n' * 999999 }}{% endfor %}", "writes more than 1 000 000 characters")]
    [InlineData("{% set a = 'a' * 500000 %}{% for i in range(9999) %}{{ (a ~ 'b') in (a ~ a) }}{% endfor %}", "takes more than 500 000 steps")]
    [InlineData("{% set a = 'a' * 999999 %}{% for i in range(99999) %}{{ a[0] }}{% endfor %}", "takes more than 500 000 steps")]
    [InlineData("{% set a = 'a' * 999999 %}{% for i in range(99999) %}{% if a|length %}{% endif %}{% endfor %}", "takes more than 500 000 steps")]
    [InlineData("{% set a = 'a' * 999999 %}{% for i in range(99999) %}{% if map[a] or map.get(a) or a in map %}{% endif %}{% endfor %}", "takes more than 500 000 steps")]
    public void Render_BoundlessTemplate_IsRefused(string template, string words)
    {
        Assert.Null(TemplateFixtures.Render(template, s_names, out var fault));
        Assert.StartsWith("The chat template in FILE cannot be used: in line ", fault, StringComparison.Ordinal);
        Assert.Contains(words, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("{'a': ", "}")]
    [InlineData("not ", "")]
    [InlineData("- ", "")]
    [InlineData("1 if ", " else 2")]
    [InlineData("1 + ", "")]
    [InlineData("1 and ", "")]
    [InlineData("", ".x")]
    [InlineData("", "[0]")]
    [InlineData("", "()")]
    [InlineData("", "|string")]
    [InlineData("", " is defined")]
    [InlineData("m(", ")")]
    public void Parse_DeepExpression_IsRefusedAndDoesNotEndTheProgram(string before, string after)
    {
        const int deep = 20_000;
        var template = "{{ " + string.Concat(Enumerable.Repeat(before, deep)) + "a" + string.Concat(Enumerable.Repeat(after, deep)) + " }}";

        Assert.Null(TemplateFixtures.Render(template, s_names, out var fault));
        Assert.NotEmpty(fault);
    }

    [Theory]
    [InlineData("{% if a %}", "{% endif %}")]
    [InlineData("{% for i in [1] %}", "{% endfor %}")]
    [InlineData("{% macro m() %}", "{% endmacro %}")]
    [InlineData("{% set x %}", "{% endset %}")]
    public void Parse_DeepStatements_AreRefused(string before, string after)
    {
        Assert.Null(TemplateFixtures.Render(string.Concat(Enumerable.Repeat(before, 20_000)) + string.Concat(Enumerable.Repeat(after, 20_000)), s_names, out var fault));
        Assert.Contains("nests deeper than", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ ", "'a' ", " }}")]
    [InlineData("{{ a|b", ".c", " }}")]
    [InlineData("", "{#", "")]
    [InlineData("", "{%raw%}", "")]
    public void Parse_ManyWords_TakesNoSquareOfThem(string before, string word, string after) =>
        Assert.True(TemplateFixtures.Render(before + string.Concat(Enumerable.Repeat(word, 900_000 / word.Length)) + after, s_names, out var fault) is not null || fault.Length > 0);

    [Fact]
    public void Render_FaultInALaterLine_NamesTheLine()
    {
        Assert.Null(TemplateFixtures.Render("a\n{% if yes %}\n{{ a\n | nothing }}{% endif %}", s_names, out var fault));
        Assert.StartsWith("The chat template in FILE cannot be used: in line 4, the filter 'nothing' is not supported; abs, attr, ", fault, StringComparison.Ordinal);
        Assert.EndsWith(", upper are.", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooLong_IsRefused() =>
        Assert.Equal(
            "The chat template in FILE has 1000001 characters; 1000000 are supported at most.",
            Assert.Throws<QualityReviewException>(() => ChatTemplate.Parse(new string('a', 1_000_001), "FILE")).Message);

    [Fact]
    public void Render_MutatedTemplates_RenderOrAreRefused()
    {
        var seeds = TemplateFixtures.Read("cases.json").GetProperty("cases").EnumerateArray().Select(item => item.GetProperty("template").GetString()!)
            .Concat(Directory.GetFiles(Path.Combine(TemplateFixtures.Folder, "templates"), "*.jinja").Order(StringComparer.Ordinal).Select(File.ReadAllText))
            .ToArray();
        var words = string.Concat(seeds).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        var random = new SeededRandom(20_000);
        var rendered = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var template = seeds[random.NextInt(seeds.Length)];
            for (var changes = 1 + random.NextInt(4); changes > 0; changes--)
            {
                template = Mutated(template, random, words, seeds);
            }

            rendered += TemplateFixtures.Render(template, s_names, out var fault) is not null ? 1 : 0;
            Assert.True(fault.Length == 0 || fault.StartsWith("The chat template in FILE cannot be used: in line ", StringComparison.Ordinal), fault);
        }

        // Neither all broken nor all untouched.
        Assert.InRange(rendered, 1_000, 19_000);
    }

    private static string Mutated(string template, SeededRandom random, string[] words, string[] seeds)
    {
        var at = random.NextInt(template.Length + 1);
        var length = random.NextInt(Math.Min(12, template.Length - at) + 1);
        return random.NextInt(6) switch
        {
            0 => template.Remove(at, length),
            1 => template.Insert(at, words[random.NextInt(words.Length)]),
            2 => template.Insert(at, template.Substring(at, length)),
            3 => template.Remove(at, length).Insert(at, Signs[random.NextInt(Signs.Length)].ToString()),
            4 => template[..at] + seeds[random.NextInt(seeds.Length)],
            _ => template.Replace(words[random.NextInt(words.Length)], words[random.NextInt(words.Length)], StringComparison.Ordinal),
        };
    }
}
