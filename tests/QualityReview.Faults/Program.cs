using QualityReview;
using QualityReview.Faults;
using QualityReview.Faults.Soak;

try
{
    var options = FaultOptions.Parse(args);
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
