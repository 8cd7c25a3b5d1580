using QualityReview.Onnx.Devices;
using QualityReview.Onnx.Sessions;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>Finds out whether a model folder can be used by loading it and running one token through it on the CPU.</summary>
public static class ModelCheck
{
    /// <summary>Reads the files and loads nothing: quick, and blind to what only a run would show.</summary>
    /// <returns>What the folder holds, what it can be used for, and which of its files is taken.</returns>
    /// <exception cref="QualityReviewException">It cannot be used; the sentence says why.</exception>
    public static string Look(string path)
    {
        var folder = ModelFolder.Read(path);
        _ = KnownTokens.Load(folder);
        return $"{folder.Describe()} {FolderDetails.Of(folder, hash: false)}";
    }

    /// <returns>What the folder holds, what it can be used for, and which of its files is taken.</returns>
    /// <exception cref="QualityReviewException">It cannot be used; the sentence says why.</exception>
    public static string Run(string path)
    {
        var folder = ModelFolder.Read(path);
        var cpu = DeviceChoice.Resolve(DeviceChoice.Cpu);
        using IDisposable model = folder.Role switch
        {
            ModelRole.CausalLanguageModel => CausalModel.Open(folder, cpu, Environment.ProcessorCount, mostTokens: 1),
            ModelRole.EncoderDecoder => EncoderDecoderModel.Open(folder, cpu, Environment.ProcessorCount),
            _ => EncoderModel.Open(folder, cpu, Environment.ProcessorCount),
        };
        return $"{folder.Describe()} {FolderDetails.Of(folder, hash: true)}";
    }
}
