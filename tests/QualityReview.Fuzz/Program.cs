using QualityReview;
using QualityReview.Fuzz;

try
{
    var options = FuzzOptions.Parse(args);
    if (options.List)
    {
        Console.WriteLine(string.Join(Environment.NewLine, AllParsers.Names));
        return 0;
    }

    if (options.Input is { } input)
    {
        return Replay.Run(options.Parsers is [var only] ? only : throw new WrongWordsException("--input needs one --parser beside it."), input);
    }

    return options.Child is { } parser ? FuzzChild.Run(parser, options) : await FuzzCampaign.RunAsync(options);
}
catch (QualityReviewException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return fault is WrongWordsException ? 2 : 1;
}
