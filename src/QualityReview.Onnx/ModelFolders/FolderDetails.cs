namespace QualityReview.Onnx.ModelFolders;

/// <summary>What a person should know of a usable model folder beyond what it is.</summary>
internal static class FolderDetails
{
    private const int HashDigits = 12;

    /// <param name="folder">The folder.</param>
    /// <param name="hash">Say the hash; large files take long.</param>
    public static string Of(ModelFolder folder, bool hash)
    {
        List<string> sentences = [Taken(folder, hash)];
        if (folder.Role == ModelRole.SentenceEncoder)
        {
            sentences.Add(Pooled(folder));
        }
        if (folder.Prompt.Length > 0)
        {
            sentences.Add($"Its files put '{folder.Prompt}' before every text.");
        }
        if (folder.ScalesByBatch)
        {
            sentences.Add("Its dynamic quantization scales a batch as a whole, so texts run one by one.");
        }
        return string.Join(' ', sentences);
    }

    private static string Taken(ModelFolder folder, bool hash)
    {
        List<string> taken = [.. new[] { folder.Encoder?.File, folder.ModelFile }.OfType<string>().Select(path => Path.GetRelativePath(folder.Path, path))];
        var file = string.Join(" with ", taken);
        var digits = hash ? $" (SHA-256 {string.Join(", ", folder.ModelHash().Split(',').Select(h => h[..HashDigits]))})" : "";
        var others = ModelFile.All(folder.Path).Where(other => !taken.Contains(other)).ToList();
        return others.Count == 0
            ? $"It takes {file}{digits}."
            : $"It takes {file}{digits}; name the file to take {string.Join(" or ", others)} instead.";
    }

    private static string Pooled(ModelFolder folder) => folder.Pooling switch
    {
        Pooling.InGraph => "The graph pools.",
        Pooling.Cls => "The first token's vector is taken.",
        Pooling.LastToken => "The last token's vector is taken.",
        _ => folder.PoolingIsAssumed ? "The mean of the tokens' vectors is taken, as no 1_Pooling/config.json says otherwise." : "The mean of the tokens' vectors is taken.",
    };
}
