using QualityReview.Onnx.Batches;
using QualityReview.Onnx.Graphs;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx.Sessions;

/// <summary>Loads the files of language models, with one sentence for what goes wrong.</summary>
internal static class LanguageModelLoad
{
    /// <param name="file">The ONNX file.</param>
    /// <param name="edited">Gives the graph that is run instead.</param>
    /// <param name="cuda">Index of the GPU, or null for the CPU.</param>
    /// <param name="threads">CPU threads that one run may use.</param>
    public static ModelSession Load(string file, Func<OnnxGraph, byte[]> edited, int? cuda, int threads)
    {
        try
        {
            return ModelSession.Load(edited(ModelFile.Read(file).Graph), file, cuda, threads);
        }
        catch (InvalidDataException fault)
        {
            throw new QualityReviewException($"{file} cannot be used: {fault.Message}", fault);
        }
    }

    /// <summary>Runs one token: a model that cannot run at all says so when it is opened, not as a failure of every sample.</summary>
    /// <param name="model">Just opened.</param>
    /// <param name="files">As the sentence names them.</param>
    public static void TryOnce(ILanguageModel model, string files)
    {
        try
        {
            model.Nll([TokenSequence.Probe], CancellationToken.None);
        }
        catch (RunFault fault)
        {
            throw new QualityReviewException($"{files} was loaded and cannot run: {fault.Message}", fault);
        }
    }
}
