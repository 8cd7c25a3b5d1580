using System.Text;
using QualityReview.Onnx.ChatTemplates;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Chat templates: Jinja that comes with a model from anywhere, and that is run.</summary>
internal sealed class ChatTemplateParser : Parser
{
    private static readonly ChatMessage[] _messages = [new("system", "Be short."), new("user", "Is {document} good? 'quoted' \"too\" <b>&"), new("assistant", "yes"), new("user", "日本語\nline")];
    private static readonly Dictionary<string, string> _tokens = new() { ["bos_token"] = "<s>", ["eos_token"] = "</s>" };

    public override string Name => "chat-template";

    public override int MostBytes => 128 << 10;

    public override IReadOnlyList<string> Words { get; } =
    [
        "{%", "%}", "{{", "}}", "{#", "#}", "{%-", "-%}", "{%- for message in messages %}", "{% endfor %}", "{% if ", "{% elif ", "{% else %}", "{% endif %}", "{% set ", "{% macro f(a, b=1) %}", "{% endmacro %}", "{% filter upper %}", "{% endfilter %}", "{% generation %}", "{% raw %}", "{% endraw %}", "{% break %}", "namespace(a=1)", "range(100000)", "range(1, 10, -1)",
        "messages", "message['content']", "message.role", "loop.index0", "loop.last", "bos_token", "add_generation_prompt", "raise_exception('x')", "strftime_now('%Y')", " is defined", " is not none", " in ", " and ", " not ", "|length", "|trim", "|tojson", "|join(',')", "|replace('a', 'b' * 999)", "|selectattr('role', 'equalto', 'user')", "|map(attribute='content')|list", "|sort", "|items", "|default('x')", "|int", "|string", "|first",
        "[1:2:-1]", "[::0]", ".split(' ')", ".strip()", ".startswith('a')", ".format(1)", " ** 99", " * 1000000", "~", "//0", "%", "'a' * 9999999", "{'a': 1}", "((((", "[[[[", "- - -", "not not ",
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        .. Directory.EnumerateFiles(Corpus.File("tests/data/golden/chat-templates/templates")).Order(StringComparer.Ordinal).Select(File.ReadAllBytes),
        .. new[] { "{% set x = 'a' * 100 %}{{ x|upper }}", "{% macro f(a) %}{{ f(a) }}{% endmacro %}{{ f(1) }}", "{% for i in range(10) %}{{ loop.index }}{% endfor %}", "{{ messages|map(attribute='role')|join(',') }}" }.Select(Encoding.UTF8.GetBytes),
    ];

    // A rendering may make a million characters in half a million steps.
    public override long MostAllocated(int inputBytes) => (512L << 20) + (2000L * inputBytes);

    public override string Read(byte[] input)
    {
        var template = ChatTemplate.Parse(Encoding.UTF8.GetString(input), "chat_template.jinja");
        var text = template.Render(_messages, addGenerationPrompt: true, _tokens);
        FuzzFault.Unless(text.Length <= 1_000_000, "The text is longer than is supported.");
        FuzzFault.Unless(template.Render(_messages, addGenerationPrompt: true, _tokens) == text, "The same template writes something else.");
        return $"{Math.Min(text.Length / 50, 100)}";
    }
}
