using QualityReview.Faults.Soak;

namespace QualityReview.Faults;

/// <summary>Disturbs the real program, or watches it for a long time.</summary>
internal static class FaultsProgram
{
    private static async Task<int> Main(string[] words)
    {
        try
        {
            var options = FaultOptions.Parse(words);
            return options.Soaks ? await SoakRun.RunAsync(options, Console.Out) : await Campaign.RunAsync(options, Console.Out);
        }
        catch (WrongWordsException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 2;
        }
        catch (QualityReviewException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }
}
