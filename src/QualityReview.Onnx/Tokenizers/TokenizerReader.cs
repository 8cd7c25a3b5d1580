using System.Text.Json;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>The parts of a tokenizer, as its file declares them.</summary>
internal sealed record TokenizerParts(
    Normalizer? Normalizer,
    IReadOnlyList<PreTokenizer> PreTokenizers,
    IModel Model,
    Vocabulary Vocabulary,
    IReadOnlyList<AddedToken> AddedTokens,
    PostProcessor PostProcessor,
    IReadOnlyList<Decoder> Decoders);

/// <summary>Reads tokenizer.json. A component that is not supported is refused by its name; nothing is guessed.</summary>
internal static class TokenizerReader
{
    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 128 };

    /// <param name="file">How faults name the file.</param>
    /// <exception cref="InvalidOperationException">A text is not valid Unicode.</exception>
    public static TokenizerParts Read(ReadOnlyMemory<byte> json, string file)
    {
        var root = Parse(json, file);
        var isByteLevel = false;
        var preTokenizers = PreTokenizer.Read(root["pre_tokenizer"], ref isByteLevel);
        var model = ReadModel(root["model"], isByteLevel, out var vocabulary);
        return new(
            Normalizer.Read(root["normalizer"]),
            model is BpeModel { IsCutFreely: true } ? [.. preTokenizers, new BpeCuts(vocabulary)] : preTokenizers,
            model,
            vocabulary,
            root["added_tokens"].IsAbsent ? [] : [.. root["added_tokens"].Items().Select(AddedToken.Read)],
            PostProcessor.Read(root["post_processor"]),
            Decoder.Read(root["decoder"]));
    }

    public static JsonPart Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            // Some editors begin a file with a byte order mark, which JSON does not allow.
            var start = json.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
            var root = JsonDocument.Parse(json[start..], s_options).RootElement;
            return root.ValueKind == JsonValueKind.Object ? new(root, file, "") : throw new QualityReviewException($"{file} holds no JSON object; a Hugging Face tokenizer file is expected.");
        }
        catch (JsonException fault)
        {
            throw new QualityReviewException($"{file} is not valid JSON at line {fault.LineNumber + 1}; a Hugging Face tokenizer file is expected.", fault);
        }
    }

    private static IModel ReadModel(JsonPart part, bool isByteLevel, out Vocabulary vocabulary)
    {
        if (part.IsAbsent)
        {
            throw part.Wrong("a BPE, WordPiece or Unigram model");
        }

        // Files made before 2020 have no type.
        var type = part["type"].TextOrNull() ?? (!part["merges"].IsAbsent ? "BPE" : part["vocab"].Element.ValueKind == JsonValueKind.Array ? "Unigram" : "WordPiece");
        if (isByteLevel && type != "BPE")
        {
            throw part.Unsupported($"the model {type} after the pre-tokenizer ByteLevel", "ByteLevel goes with a BPE model");
        }

        switch (type)
        {
            case "BPE":
                return new BpeModel(part, vocabulary = Vocabulary.Read(part["vocab"]), isByteLevel);
            case "WordPiece":
                return new WordPieceModel(part, vocabulary = Vocabulary.Read(part["vocab"]));
            case "Unigram":
                return UnigramModel.Read(part, out vocabulary);
            default:
                throw part.Unsupported($"the model {type}", "BPE, WordPiece and Unigram are");
        }
    }
}
