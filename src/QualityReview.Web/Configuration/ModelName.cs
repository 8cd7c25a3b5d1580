namespace QualityReview.Web.Configuration;

/// <summary>What a configured model is called where people read it.</summary>
internal static class ModelName
{
    /// <summary>The folder's name; where one ONNX file of it is named, that too: "SmolLM2-135M (model_fp16)".</summary>
    /// <param name="path">As the settings have it.</param>
    public static string Of(string path)
    {
        var name = Path.GetFileName(path.TrimEnd('/', '\\'));
        if (Path.GetExtension(name) != ".onnx")
        {
            return name;
        }

        var folder = Path.GetDirectoryName(path) ?? "";
        folder = Path.GetFileName(folder) == "onnx" ? Path.GetDirectoryName(folder) ?? "" : folder;
        var file = Path.GetFileNameWithoutExtension(name);
        return Path.GetFileName(folder) is { Length: > 0 } named ? $"{named} ({file})" : file;
    }
}
