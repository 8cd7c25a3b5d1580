namespace QualityReview.Onnx.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("quality-review-").FullName;

    /// <summary>A model folder with a tiny model and the shipped language model's tokenizer.</summary>
    public static TemporaryFolder WithModel(TinyModel model, string config = """{"model_type": "tiny", "n_positions": 64, "hidden_size": 4}""")
    {
        var folder = new TemporaryFolder();
        folder.Write("config.json", config);
        File.Copy(System.IO.Path.Combine(Shipped.LmMini, "tokenizer.json"), System.IO.Path.Combine(folder.Path, "tokenizer.json"));
        File.Copy(System.IO.Path.Combine(Shipped.LmMini, "tokenizer_config.json"), System.IO.Path.Combine(folder.Path, "tokenizer_config.json"));
        File.WriteAllBytes(System.IO.Path.Combine(folder.Path, "model.onnx"), model.ToArray());
        return folder;
    }

    public void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Delete(string file) => File.Delete(System.IO.Path.Combine(Path, file));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
