using QualityReview.Web.Commands;

namespace QualityReview.Web.Tests.Commands;

/// <summary>What a command wrote and how it ended.</summary>
internal sealed record CommandRun(int ExitCode, string Out, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] args)
    {
        await using StringWriter output = new(), error = new();
        var code = await CommandLine.RunAsync(args, new CommandOutput(output, error, IsTerminal: false), TestContext.Current.CancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
