namespace QualityReview.Onnx.ModelFolders;

/// <summary>How much a model reads at once, and which file says so.</summary>
/// <param name="Tokens">The smallest of what the files say; 0 when none does.</param>
/// <param name="Source">The name of the setting that it is from; empty when none is.</param>
/// <param name="IsRelative">Whether positions are told by distance alone, so that the number is what the model was trained with and no limit.</param>
internal readonly record struct ContextLimit(int Tokens, string Source, bool IsRelative)
{
    public static ContextLimit Read(string folder, ModelConfig config)
    {
        string[] positions = ["max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length", "seq_length"];
        var ofModel = positions.FirstOrDefault(name => config.Number(name) is not null);
        List<(int? Tokens, string Source)> said =
        [
            (ofModel is null ? null : config.Number(ofModel) - Unused(config), ofModel ?? ""),
            (ModelConfig.Read(folder, "tokenizer_config.json")?.Number("model_max_length"), "model_max_length"),
            (ModelConfig.Read(folder, "sentence_bert_config.json")?.Number("max_seq_length"), "max_seq_length"),
        ];
        var (tokens, source) = said.Where(s => s.Tokens is not null).OrderBy(s => s.Tokens).FirstOrDefault((0, ""));
        // MPNet has T5's buckets, and a table of positions as well.
        var isRelative = config.Number("relative_attention_num_buckets") is not null && config.Number("max_position_embeddings") is null;
        return new ContextLimit(tokens ?? 0, source, isRelative);
    }

    // RoBERTa's table of places begins after the padding token's id: it is longer than what may be fed.
    private static int Unused(ModelConfig config) =>
        config.Text("model_type") is "roberta" or "xlm-roberta" or "camembert" or "mpnet" ? (config.Number("pad_token_id") ?? 0) + 1 : 0;

    /// <summary>Such as "512 tokens".</summary>
    public string Words => (Tokens, IsRelative) switch
    {
        (0, false) => "of unknown length",
        (0, true) => "of unknown length (positions are relative: any Window can be set)",
        (_, false) => FormattableString.Invariant($"{Tokens} tokens"),
        _ => FormattableString.Invariant($"{Tokens} tokens ({Source}; positions are relative, so a longer Window can be set)"),
    };
}
