using System.CommandLine;
using QualityReview.Exports;

namespace QualityReview.Web.Commands;

/// <summary><c>verify DIR</c>: recomputes every hash and count of an exported folder.</summary>
internal static class VerifyCommand
{
    public static Command Build(CommandOutput output)
    {
        var folder = new Argument<string>("DIR") { Description = "An exported folder." };
        var command = new Command("verify", "Recomputes every hash and count of an exported folder, and names each file that differs.") { folder };
        command.SetAction(async (words, cancellation) =>
        {
            var path = words.GetRequiredValue(folder);
            if (!Directory.Exists(path))
            {
                throw new QualityReviewException($"There is no folder {path}.");
            }

            var faults = ExportVerifier.Verify(path, cancellation);
            foreach (var fault in faults)
            {
                await output.Error.WriteLineAsync(fault.Message);
            }

            await output.Out.WriteLineAsync(faults.Count == 0 ? $"{path} is as it was exported." : $"{path} is not as it was exported: {faults.Count} fault{(faults.Count == 1 ? "" : "s")}.");
            return faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
