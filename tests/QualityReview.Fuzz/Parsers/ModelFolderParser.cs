using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Model folders as they are looked at before anything is loaded.</summary>
/// <param name="isGraph">The ONNX files are changed, not the JSON files.</param>
internal sealed class ModelFolderParser(bool isGraph) : FolderParser
{
    public override string Name => isGraph ? "onnx" : "model-folder";

    public override int MostBytes => isGraph ? 1 << 20 : 64 << 10;

    public override IReadOnlyList<string> Words { get; } =
    [
        "model_type", "gpt2", "llama", "t5", "bert", "is_encoder_decoder", "decoder_start_token_id", "vocab_size", "hidden_size", "d_model", "n_positions", "max_position_embeddings", "text_config", "architectures", "pooling_mode_cls_token", "pooling_mode_mean_tokens", "pooling_mode_lasttoken", "prompts", "document", "default_prompt_name", "max_seq_length", "model_max_length", "num_key_value_heads",
        "logits", "last_hidden_state", "input_ids", "attention_mask", "use_cache_branch", "else_branch", "If", "MatMul", "Gather", "location", "../../etc/passwd", "offset", "length",
    ];

    protected override IReadOnlyList<string> Changed { get; } = isGraph
        ? ["model.onnx", "onnx/model.onnx", "decoder_model_merged.onnx", "encoder_model.onnx"]
        : ["config.json", "generation_config.json", "tokenizer_config.json", "1_Pooling/config.json", "modules.json", "config_sentence_transformers.json", "sentence_bert_config.json"];

    public override long MostAllocated(int inputBytes) => (256L << 20) + (2000L * inputBytes);

    protected override IEnumerable<IReadOnlyDictionary<string, byte[]>> Folders()
    {
        foreach (var name in new[] { "gpt2", "llama", "llama-fused", "qwen2", "smollm", "gemma3", "bge", "e5", "minilm-pooled", "qwen3-embedding" })
        {
            var files = FilesOf(Corpus.File("tests/data/architectures/" + name));
            yield return files.Where(file => !file.Key.EndsWith("tokenizer.json", StringComparison.Ordinal)).Append(new("tokenizer.json", "{}"u8.ToArray())).ToDictionary(StringComparer.Ordinal);
        }

        foreach (var name in new[] { "v1_0", "v1_1" })
        {
            yield return FilesOf(Corpus.File("tests/data/t5/" + name)).Append(new("tokenizer.json", "{}"u8.ToArray())).ToDictionary(StringComparer.Ordinal);
        }
    }

    protected override byte[] Content(Mutator mutator, string name, byte[] content, byte[] other) =>
        isGraph && mutator.Chance(10) ? ProtoNest.Around(mutator, content) : base.Content(mutator, name, content, other);

    protected override string ReadFolder(string folder)
    {
        var model = ModelFolder.Read(folder);
        FuzzFault.Unless(model.Files.All(file => Path.GetFullPath(file).StartsWith(folder + "/", StringComparison.Ordinal)), "A file of the model lies outside of its folder.");
        return $"{model.Role} {model.ModelType} {model.Pooling} {model.Precision} {model.ContextLength > 0} {model.KnownIds > 0} {model.Describe().Length > 0}";
    }
}

/// <summary>ONNX nodes whose attribute holds a graph whose node holds a graph, and so on.</summary>
internal static class ProtoNest
{
    // ModelProto: graph 7. GraphProto: node 1. NodeProto: attribute 5. AttributeProto: g 6.
    public static byte[] Around(Mutator mutator, byte[] model)
    {
        var depth = 1 << mutator.Random.Next(2, 14);
        var inner = new List<byte[]>();
        var length = 0;
        for (var level = 0; level < depth; level++)
        {
            foreach (var tag in (byte[])[(6 << 3) | 2, (5 << 3) | 2, (1 << 3) | 2])
            {
                byte[] head = [tag, .. Varint(length)];
                inner.Add(head);
                length += head.Length;
            }
        }

        byte[] outer = [(7 << 3) | 2, .. Varint(length)];
        return [.. model, .. outer, .. Enumerable.Reverse(inner).SelectMany(head => head)];
    }

    private static IEnumerable<byte> Varint(int number)
    {
        for (; number >= 0x80; number >>= 7)
        {
            yield return (byte)(number | 0x80);
        }

        yield return (byte)number;
    }
}
