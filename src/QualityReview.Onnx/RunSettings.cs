using QualityReview.Onnx.Devices;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Onnx;

/// <summary>What a scorer's options come to on this machine with this model. None of it but the window changes a score.</summary>
internal sealed record RunSettings(DeviceChoice Device, int Threads, int TokenBudget, int Window)
{
    private const int CpuBudget = 1024, CudaBudget = 16384;

    public string DeviceName => Device.Describe(Threads);

    public static RunSettings From(OnnxScorerOptions options, ModelFolder folder)
    {
        var device = DeviceChoice.Resolve(options.Device);
        // What shares its rounding with its neighbours runs alone: else a score would depend on the texts that were scored beside it.
        var budget = folder.ScalesByBatch ? 1 : options.TokenBudget > 0 ? options.TokenBudget : device.Cuda is null ? CpuBudget : CudaBudget;
        return new RunSettings(device, options.Threads > 0 ? options.Threads : Environment.ProcessorCount, budget, WindowOf(options, folder));
    }

    /// <summary>Tokens that the model reads at once.</summary>
    public static int WindowOf(OnnxScorerOptions options, ModelFolder folder)
    {
        if (folder.ContextLength == 0 && options.Window == 0)
        {
            throw new QualityReviewException($"{folder.Path} does not say how many tokens its model reads at once; set Window for '{options.Key}'.");
        }
        // Where positions are relative the length is what the model was trained with, and reading on is the owner's choice.
        if (folder.ContextLength > 0 && options.Window > folder.ContextLength && !folder.Context.IsRelative)
        {
            throw new WrongWordsException($"The scorer '{options.Key}' has Window = {options.Window}; the model {folder.Name} reads at most {folder.ContextLength} tokens at once.");
        }
        var window = options.Window > 0 ? options.Window : folder.ContextLength;
        return window >= 2 ? window : throw new WrongWordsException($"The scorer '{options.Key}' has Window = {window}; supported are 2 and more.");
    }
}
