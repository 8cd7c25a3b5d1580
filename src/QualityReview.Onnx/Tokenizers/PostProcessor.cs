namespace QualityReview.Onnx.Tokenizers;

/// <summary>The special tokens that go before and after a single text.</summary>
internal sealed record PostProcessor(int[] Before, int[] After)
{
    public static readonly PostProcessor None = new([], []);

    public static PostProcessor Read(JsonPart part)
    {
        if (part.IsAbsent)
        {
            return None;
        }

        switch (part.Type)
        {
            // It only trims offsets.
            case "ByteLevel":
                return None;
            case "TemplateProcessing":
                return ReadTemplate(part);
            case "BertProcessing" or "RobertaProcessing":
                return new([ReadPair(part["cls"])], [ReadPair(part["sep"])]);
            case "Sequence":
                return part["processors"].Items().Select(Read).Aggregate(None, (inner, outer) => new([.. outer.Before, .. inner.Before], [.. inner.After, .. outer.After]));
            default:
                throw part.Unsupported($"the post-processor {part.Type}", "BertProcessing, ByteLevel, RobertaProcessing, Sequence and TemplateProcessing are");
        }
    }

    private static PostProcessor ReadTemplate(JsonPart part)
    {
        List<int> before = [], after = [];
        var seen = false;
        foreach (var item in part["single"].Items())
        {
            if (!item["Sequence"].IsAbsent)
            {
                seen = !seen && item["Sequence"]["id"].Text() == "A" ? true : throw item.Wrong("the sequence A, only once,");
                continue;
            }

            var ids = part["special_tokens"][item["SpecialToken"]["id"].Text()]["ids"].Items().Select(id => id.Number());
            (seen ? after : before).AddRange(ids);
        }

        return seen ? new([.. before], [.. after]) : throw part["single"].Wrong("a template with the sequence A");
    }

    /// <summary>["[CLS]", 101]</summary>
    private static int ReadPair(JsonPart part) => part.Items().ToArray() is [_, var id] ? id.Number() : throw part.Wrong("a pair of token and id");
}
