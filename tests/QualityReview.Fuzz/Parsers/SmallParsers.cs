using System.Text;
using QualityReview.Onnx.AskLlm;
using QualityReview.Web.Api;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Ask-LLM prompts as people write them.</summary>
internal sealed class PromptParser : Parser
{
    public override string Name => "prompt";

    public override IReadOnlyList<string> Words { get; } = ["{document}", "{", "}", "###", "paper", "dclm", "judge_mini", "yes", "{{document}}", "{Document}"];

    public override IEnumerable<byte[]> Seeds() => [.. AskLlmPrompt.Presets.SelectMany(preset => new[] { preset.Text, preset.Name }).Select(Encoding.UTF8.GetBytes)];

    public override string Read(byte[] input)
    {
        var words = Encoding.UTF8.GetString(input);
        var prompt = AskLlmPrompt.Of(words);
        FuzzFault.Unless(prompt.Head + AskLlmPrompt.Place + prompt.Tail == prompt.Text, "The prompt is not its head, the place and its tail.");
        FuzzFault.Unless(!prompt.HasMarks || !prompt.Clean(words).Contains("###", StringComparison.Ordinal), "A mark is left in the text.");
        return $"{prompt.Name} {prompt.HasMarks}";
    }
}

/// <summary>Cursors of lists.</summary>
internal sealed class CursorParser : Parser
{
    private const string List = "samples\nall";

    public override string Name => "cursor";

    public override int MostBytes => 4096;

    public override IReadOnlyList<string> Words { get; } = [ApiCursor.Write(List, 7), "MS4", "=", "-", "_", "."];

    public override IEnumerable<byte[]> Seeds() => new[] { ApiCursor.Write(List, 0), ApiCursor.Write(List, long.MaxValue), ApiCursor.Write("other", 3) }.Select(Encoding.ASCII.GetBytes);

    public override string Read(byte[] input)
    {
        long? place;
        try
        {
            place = ApiCursor.Read(Encoding.UTF8.GetString(input), List);
        }
        catch (ApiFault fault)
        {
            throw new WrongWordsException(fault.Message);
        }

        FuzzFault.Unless(place is null or >= 0 && (place is not { } known || ApiCursor.Read(ApiCursor.Write(List, known), List) == known), "The cursor is another.");
        return $"{place is null}";
    }
}
