using System.Globalization;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>A Hugging Face model folder (config.json, tokenizer.json, an ONNX model) that has been read and found usable.</summary>
public sealed record ModelFolder
{
    private static readonly string[] s_logits = ["logits"];
    private static readonly string[] s_pooled = ["sentence_embedding", "sentence_embeddings", "embeddings", "text_embeds"];
    private static readonly string[] s_states = ["last_hidden_state", "token_embeddings", "hidden_states"];

    private static readonly string[] s_masked = ["albert", "bert", "camembert", "deberta", "deberta-v2", "distilbert", "electra", "modernbert", "mpnet", "roberta", "xlm-roberta"];

    private ModelFolder(TensorInfo output, IReadOnlyList<TensorInfo> inputs) => (Output, Inputs) = (output, inputs);

    public required string Path { get; init; }

    /// <summary>The folder's own name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    public required ModelRole Role { get; init; }

    /// <summary>As config.json says it, such as "gpt2"; "unknown" when it does not.</summary>
    public required string ModelType { get; init; }

    /// <summary>Tokens that the model can read at once; 0 when no file of the folder says so.</summary>
    public required int ContextLength { get; init; }

    /// <summary>0 when unknown.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>0 when unknown.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Such as "float32" or "float16 weights, float32 arithmetic".</summary>
    public required string Precision { get; init; }

    /// <summary>Full path of the ONNX file.</summary>
    public required string ModelFile { get; init; }

    /// <summary>External weights, named relative to the ONNX file's folder.</summary>
    public required IReadOnlyList<string> DataFiles { get; init; }

    public required Pooling Pooling { get; init; }

    /// <summary>No file of the folder says how to pool.</summary>
    public bool PoolingIsAssumed { get; init; }

    /// <summary>What its files want before every text that is embedded; empty for nothing.</summary>
    public string Prompt { get; init; } = "";

    /// <summary>Token ids from 0 up that the model knows; 0 when no table of them was recognised.</summary>
    public int KnownIds { get; init; }

    /// <summary>A sequence's numbers depend on what lies in the batch beside it, so it must run alone.</summary>
    public bool ScalesByBatch { get; init; }

    internal TensorInfo Output { get; }

    internal IReadOnlyList<TensorInfo> Inputs { get; }

    /// <summary>Reads a folder, or one ONNX file of a folder where it holds several.</summary>
    /// <exception cref="QualityReviewException">It cannot be used; the sentence says what is missing.</exception>
    public static ModelFolder Read(string path)
    {
        var (folder, file) = Locate(path);
        var config = ModelConfig.Read(folder, "config.json")
            ?? throw new QualityReviewException($"{folder} has no config.json; a model folder needs config.json, tokenizer.json and an ONNX model.");
        if (!File.Exists(System.IO.Path.Combine(folder, "tokenizer.json")))
        {
            throw new QualityReviewException($"{folder} has no tokenizer.json; a model folder needs config.json, tokenizer.json and an ONNX model.");
        }
        LfsPointer.Refuse(System.IO.Path.Combine(folder, "tokenizer.json"));
        if (config.Flag("is_encoder_decoder"))
        {
            throw new QualityReviewException($"{folder} holds an encoder-decoder model ({config.Text("model_type") ?? "unknown"}); supported are decoder-only language models and sentence encoders.");
        }
        file ??= ModelFolders.ModelFile.Find(folder)
            ?? throw new QualityReviewException($"{folder} has no ONNX model; looked there and in its folder onnx for {ModelFolders.ModelFile.Supported}.");
        var model = ModelFolders.ModelFile.Read(file);
        ModelInputs.Check(model.Graph.Inputs, file);
        var (role, output) = RoleOf(model, config);
        var sentence = role == ModelRole.SentenceEncoder ? SentenceSettings.Read(folder, s_pooled.Contains(output.Name)) : new SentenceSettings(Pooling.InGraph, false, "");
        var rows = EmbeddingTable.Rows(model.Graph, ModelInputs.Ids);
        return new ModelFolder(output, model.Graph.Inputs)
        {
            Path = folder,
            Role = role,
            ModelType = config.Text("model_type") ?? "unknown",
            ContextLength = Context(folder, config),
            VocabularySize = Vocabulary(config, role, output),
            HiddenSize = config.Number("hidden_size", "n_embd", "d_model", "dim") ?? 0,
            Precision = model.Precision(),
            ModelFile = file,
            DataFiles = model.DataFiles,
            Pooling = sentence.Pooling,
            PoolingIsAssumed = sentence.IsAssumed,
            Prompt = sentence.Prompt,
            KnownIds = role == ModelRole.CausalLanguageModel && output.Shape is [_, _, > 0 and var width] ? (int)Math.Min(rows ?? width, width) : rows ?? 0,
            ScalesByBatch = model.ScalesByBatch,
        };
    }

    /// <summary>SHA-256 of the model file, followed by that of each data file, comma-separated.</summary>
    public string ModelHash()
    {
        var folder = System.IO.Path.GetDirectoryName(ModelFile)!;
        return string.Join(',', DataFiles.Select(name => System.IO.Path.Combine(folder, name)).Prepend(ModelFile).Select(FileHash.Sha256));
    }

    /// <summary>One sentence: what the folder holds and what it can be used for.</summary>
    public string Describe()
    {
        var use = Role == ModelRole.CausalLanguageModel ? "a causal language model, usable for perplexity and Ask-LLM" : "a sentence encoder, usable for density and neighbours";
        var context = ContextLength > 0 ? ContextLength.ToString(CultureInfo.InvariantCulture) + " tokens" : "of unknown length";
        return $"{Name} ({ModelType}) is {use}: context {context}, vocabulary {VocabularySize.ToString(CultureInfo.InvariantCulture)}, {Precision}.";
    }

    private static (string Folder, string? File) Locate(string path)
    {
        var full = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            return (full, null);
        }
        if (!File.Exists(full))
        {
            throw new QualityReviewException($"There is no model folder at {full}.");
        }
        var folder = System.IO.Path.GetDirectoryName(full)!;
        return (System.IO.Path.GetFileName(folder) == "onnx" ? System.IO.Path.GetDirectoryName(folder)! : folder, full);
    }

    private static (ModelRole Role, TensorInfo Output) RoleOf(ModelFile model, ModelConfig config)
    {
        var graph = model.Graph;
        TensorInfo? First(string[] names) => names.Select(graph.Output).FirstOrDefault(o => o is not null);

        // Masked language models and classifiers have logits too; their architecture's name tells them apart, or else their family's.
        var other = config.Texts("architectures").DefaultIfEmpty(s_masked.Contains(config.Text("model_type")) && !config.Flag("is_decoder") ? "masked language model" : "CausalLM").FirstOrDefault(a => !a.Contains("CausalLM", StringComparison.Ordinal)
            && !a.Contains("LMHead", StringComparison.Ordinal) && !a.Contains("ConditionalGeneration", StringComparison.Ordinal));
        if (First(s_logits) is { } logits)
        {
            return other is null && logits.Shape.Count is 3 or 0
                ? (ModelRole.CausalLanguageModel, logits)
                : throw new QualityReviewException($"{model.Path} is a {other ?? "classifier"}; supported are decoder-only language models and sentence encoders.");
        }
        if (First(s_pooled) is { } pooled)
        {
            return (ModelRole.SentenceEncoder, pooled);
        }
        if (First(s_states) is { } states)
        {
            return (ModelRole.SentenceEncoder, states);
        }
        throw new QualityReviewException(
            $"{model.Path} gives {string.Join(", ", graph.Outputs.Select(o => o.Name))}; supported are logits (language models), sentence_embedding and last_hidden_state (encoders).");
    }

    // RoBERTa's table of places begins after the padding token's id: it is longer than what may be fed.
    private static int? Places(ModelConfig config) => config.Number("max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length", "seq_length")
        - (config.Text("model_type") is "roberta" or "xlm-roberta" or "camembert" or "mpnet" ? (config.Number("pad_token_id") ?? 0) + 1 : 0);

    private static int Vocabulary(ModelConfig config, ModelRole role, TensorInfo output) =>
        role == ModelRole.CausalLanguageModel && output.Shape.Count == 3 && output.Shape[2] > 0 ? (int)output.Shape[2] : config.Number("vocab_size") ?? 0;

    // The smallest of what the files say.
    private static int Context(string folder, ModelConfig config) => new[]
    {
        Places(config),
        ModelConfig.Read(folder, "tokenizer_config.json")?.Number("model_max_length"),
        ModelConfig.Read(folder, "sentence_bert_config.json")?.Number("max_seq_length"),
    }.OfType<int>().DefaultIfEmpty(0).Min();
}
