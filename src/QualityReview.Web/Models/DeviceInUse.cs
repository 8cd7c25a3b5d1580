using QualityReview.Onnx.Devices;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Models;

/// <summary>Where models run on this machine, why there, and which GPUs its driver tells of.</summary>
/// <param name="Name">Such as "CPU, 2 threads"; "none" where the device that was asked for cannot be used.</param>
/// <param name="Reason">One sentence.</param>
public sealed record DeviceInUse(string Name, string Reason, bool IsUsable, NvidiaDriver Driver)
{
    /// <summary>Tries the GPU: not on a page's own thread of work.</summary>
    public static DeviceInUse Find(ScoringOptions scoring)
    {
        var driver = NvidiaDriver.Read();
        try
        {
            var choice = DeviceChoice.Resolve(scoring.Device);
            return new DeviceInUse(choice.Describe(scoring.Threads > 0 ? scoring.Threads : Environment.ProcessorCount), choice.Reason, true, driver);
        }
        catch (QualityReviewException fault)
        {
            return new DeviceInUse("none", fault.Message, false, driver);
        }
    }
}
