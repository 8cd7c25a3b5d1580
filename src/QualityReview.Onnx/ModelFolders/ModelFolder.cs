using System.Globalization;
using QualityReview.Onnx.Graphs;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>A Hugging Face model folder (config.json, tokenizer.json, an ONNX model) that has been read and found usable.</summary>
public sealed record ModelFolder
{
    private const string StartToken = "decoder_start_token_id";
    private static readonly string[] s_logits = ["logits"];
    private static readonly string[] s_pooled = ["sentence_embedding", "sentence_embeddings", "embeddings", "text_embeds"];
    private static readonly string[] s_states = ["last_hidden_state", "token_embeddings", "hidden_states"];

    private static readonly string[] s_masked = ["albert", "bert", "camembert", "deberta", "deberta-v2", "distilbert", "electra", "modernbert", "mpnet", "roberta", "xlm-roberta"];

    private ModelFolder(TensorInfo output, IReadOnlyList<TensorInfo> inputs, ContextLimit context) => (Output, Inputs, Context) = (output, inputs, context);

    public required string Path { get; init; }

    /// <summary>The folder's own name.</summary>
    public string Name => System.IO.Path.GetFileName(Path);

    public required ModelRole Role { get; init; }

    /// <summary>As config.json says it, such as "gpt2"; "unknown" when it does not.</summary>
    public required string ModelType { get; init; }

    /// <summary>Tokens that the model can read at once; 0 when no file of the folder says so.</summary>
    public int ContextLength => Context.Tokens;

    /// <summary>0 when unknown.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>0 when unknown.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Such as "float32" or "float16 weights, float32 arithmetic".</summary>
    public required string Precision { get; init; }

    /// <summary>Full path of the ONNX file; of an encoder-decoder model, the decoder's.</summary>
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

    internal ContextLimit Context { get; }

    /// <summary>The other half of an encoder-decoder model; null for all others.</summary>
    internal ModelEncoder? Encoder { get; init; }

    /// <summary>Reads a folder, or one ONNX file of a folder where it holds several.</summary>
    /// <exception cref="QualityReviewException">It cannot be used; the sentence says what is missing.</exception>
    public static ModelFolder Read(string path)
    {
        try
        {
            return ReadFiles(path);
        }
        catch (InvalidOperationException fault)
        {
            // The JSON reader finds half a character, or bytes that are not UTF-8, only when a text is asked for.
            throw new QualityReviewException($"{path} has a configuration file with a text that is not valid Unicode; UTF-8 is expected.", fault);
        }
    }

    private static ModelFolder ReadFiles(string path)
    {
        var (folder, file) = Locate(path);
        var config = ModelConfig.Read(folder, "config.json")
            ?? throw new QualityReviewException($"{folder} has no config.json; a model folder needs config.json, tokenizer.json and an ONNX model.");
        if (!File.Exists(System.IO.Path.Combine(folder, "tokenizer.json")))
        {
            throw new QualityReviewException($"{folder} has no tokenizer.json; a model folder needs config.json, tokenizer.json and an ONNX model.");
        }
        LfsPointer.Refuse(System.IO.Path.Combine(folder, "tokenizer.json"));
        var halves = !config.Flag("is_encoder_decoder") ? null : file is null ? EncoderDecoderFiles.Find(folder) : EncoderDecoderFiles.Beside(file);
        return halves is null ? ReadOne(folder, config, file) : ReadHalves(folder, config, halves);
    }

    /// <summary>Full paths of all files with weights: the encoder's where there is one, then the model's, each ONNX file before its data files.</summary>
    public IReadOnlyList<string> Files => [.. Encoder is null ? [] : WithData(Encoder.File, Encoder.DataFiles), .. WithData(ModelFile, DataFiles)];

    /// <summary>SHA-256 of each of <see cref="Files"/>, comma-separated.</summary>
    public string ModelHash() => string.Join(',', Files.Select(FileHash.Sha256));

    /// <summary>One sentence: what the folder holds and what it can be used for.</summary>
    public string Describe()
    {
        var sentence = $"{Name} ({ModelType}) is {Is(Role)}, usable for {UseOf(Role)}: context {Context.Words}, vocabulary {VocabularySize.ToString(CultureInfo.InvariantCulture)}, {Precision}";
        return sentence + ".";
    }

    /// <exception cref="QualityReviewException">It has another role.</exception>
    internal void Require(ModelRole role, string use)
    {
        if (Role != role)
        {
            throw new QualityReviewException($"{Path} is {Is(Role)}, usable for {UseOf(Role)} and not for {use}.");
        }
    }

    private static ModelFolder ReadOne(string folder, ModelConfig config, string? file)
    {
        var isHalf = config.Flag("is_encoder_decoder");
        file ??= ModelFolders.ModelFile.Find(folder) ?? throw new QualityReviewException(
            $"{folder} has no ONNX model; looked there and in its folder onnx for {(isHalf ? EncoderDecoderFiles.Supported : ModelFolders.ModelFile.Supported)}.");
        var model = ModelFolders.ModelFile.Read(file);
        // A T5 encoder alone (a sentence encoder) is one file as well; what gives logits needs its other half.
        if (isHalf && (model.Graph.Output("logits") is not null || model.Graph.Inputs.Any(i => ModelInputs.OfDecoder.Except(ModelInputs.OfText).Contains(i.Name))))
        {
            throw new QualityReviewException($"{file} is of an encoder-decoder model ({config.Text("model_type") ?? "unknown"}); supported are {EncoderDecoderFiles.Supported}.");
        }
        ModelInputs.Check(model.Graph.Inputs, file, ModelInputs.OfText);
        var (role, output) = RoleOf(model, config);
        var sentence = role == ModelRole.SentenceEncoder ? SentenceSettings.Read(folder, s_pooled.Contains(output.Name)) : new SentenceSettings(Pooling.InGraph, false, "");
        var rows = EmbeddingTable.Rows(model.Graph, ModelInputs.Ids);
        return new ModelFolder(output, ModelInputs.Sized(model.Graph.Inputs, config), ContextLimit.Read(folder, config))
        {
            Path = folder,
            Role = role,
            ModelType = config.Text("model_type") ?? "unknown",
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

    private static ModelFolder ReadHalves(string folder, ModelConfig config, EncoderDecoderFiles files)
    {
        var (encoder, decoder) = (ModelFolders.ModelFile.Read(files.Encoder), ModelFolders.ModelFile.Read(files.Decoder));
        ModelInputs.Check(encoder.Graph.Inputs, files.Encoder, ModelInputs.OfText);
        ModelInputs.Check(decoder.Graph.Inputs, files.Decoder, ModelInputs.OfDecoder);
        var states = encoder.Graph.Output(s_states[0]) ?? throw new QualityReviewException($"{files.Encoder} does not give {s_states[0]}; an encoder's states are needed.");
        var logits = decoder.Graph.Output(s_logits[0]) ?? throw new QualityReviewException($"{files.Decoder} does not give {s_logits[0]}; a decoder's logits are needed.");
        var taken = decoder.Graph.Inputs.FirstOrDefault(i => i.Name == ModelInputs.EncoderStates)
            ?? throw new QualityReviewException($"{files.Decoder} has no input '{ModelInputs.EncoderStates}'; a decoder must read what its encoder gives.");
        if (taken.ElementType != states.ElementType)
        {
            throw new QualityReviewException($"{files.Encoder} and {files.Decoder} do not fit together: the one gives states of another number type than the other takes.");
        }
        var start = config.Id(StartToken) ?? ModelConfig.Read(folder, "generation_config.json")?.Id(StartToken)
            ?? throw new QualityReviewException($"{folder} names no {StartToken}, neither in config.json nor in generation_config.json; the decoder needs it to begin.");
        var (encoderPrecision, decoderPrecision) = (encoder.Precision(), decoder.Precision());
        return new ModelFolder(logits, ModelInputs.Sized(decoder.Graph.Inputs, config), ContextLimit.Read(folder, config))
        {
            Path = folder,
            Role = ModelRole.EncoderDecoder,
            ModelType = config.Text("model_type") ?? "unknown",
            VocabularySize = Vocabulary(config, ModelRole.EncoderDecoder, logits),
            HiddenSize = config.Number("d_model", "hidden_size") ?? 0,
            Precision = encoderPrecision == decoderPrecision ? decoderPrecision : $"{encoderPrecision} encoder, {decoderPrecision} decoder",
            ModelFile = files.Decoder,
            DataFiles = decoder.DataFiles,
            Encoder = new ModelEncoder(files.Encoder, encoder.DataFiles, states, encoder.Graph.Inputs, start),
            KnownIds = EmbeddingTable.Rows(encoder.Graph, ModelInputs.Ids) ?? 0,
            ScalesByBatch = encoder.ScalesByBatch || decoder.ScalesByBatch,
            Pooling = Pooling.InGraph,
        };
    }

    private static string Is(ModelRole role) => role switch
    {
        ModelRole.CausalLanguageModel => "a causal language model",
        ModelRole.EncoderDecoder => "an encoder-decoder model",
        _ => "a sentence encoder",
    };

    private static string UseOf(ModelRole role) => role switch
    {
        ModelRole.CausalLanguageModel => "perplexity and Ask-LLM",
        ModelRole.EncoderDecoder => "Ask-LLM",
        _ => "density and neighbours",
    };

    private static IEnumerable<string> WithData(string file, IEnumerable<string> dataFiles) =>
        dataFiles.Select(name => System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file)!, name)).Prepend(file);

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
                : throw new QualityReviewException($"{model.Path} is a {ModelConfig.Short(other ?? "classifier")}; supported are decoder-only language models and sentence encoders.");
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
            $"{model.Path} gives {ModelConfig.Short(string.Join(", ", graph.Outputs.Select(o => o.Name)))}; supported are logits (language models), sentence_embedding and last_hidden_state (encoders).");
    }

    private static int Vocabulary(ModelConfig config, ModelRole role, TensorInfo output) =>
        role != ModelRole.SentenceEncoder && output.Shape.Count == 3 && output.Shape[2] > 0 ? (int)output.Shape[2] : config.Number("vocab_size") ?? 0;
}
