namespace QualityReview.Web.Commands;

/// <summary>Where a command writes: results to one stream, progress and faults to the other.</summary>
/// <param name="IsTerminal">Whether a person watches the error stream: then progress is a bar, else plain lines.</param>
public sealed record CommandOutput(TextWriter Out, TextWriter Error, bool IsTerminal)
{
    public static CommandOutput Process { get; } = new(Console.Out, Console.Error, !Console.IsErrorRedirected);
}

/// <summary>The program's exit codes.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>The words were wrong: an unknown verb or option, a rule that does not parse, a field that the file lacks.</summary>
    public const int WrongWords = 2;
}
