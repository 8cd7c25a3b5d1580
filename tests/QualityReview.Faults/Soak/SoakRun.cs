namespace QualityReview.Faults.Soak;

/// <summary>Half an hour of mixed work, watched.</summary>
internal static class SoakRun
{
    public static Task<int> RunAsync(FaultOptions options, TextWriter output) => throw new WrongWordsException($"{options.Minutes} {output}");
}
