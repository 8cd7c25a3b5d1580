using System.CommandLine;
using QualityReview.Storage;

namespace QualityReview.Web.Commands;

/// <summary>The verbs of the executable, and how their faults become sentences and exit codes.</summary>
public static class CommandLine
{
    /// <summary>Runs the words that were given; never throws.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(string[] args, CommandOutput output, CancellationToken cancellation = default)
    {
        var words = Root(output).Parse(args);
        if (words.Errors is [var first, ..])
        {
            await output.Error.WriteLineAsync($"{first.Message} See quality-review {Verb(words)}--help.");
            return ExitCode.WrongWords;
        }

        try
        {
            return await words.InvokeAsync(
                new InvocationConfiguration { Output = output.Out, Error = output.Error, EnableDefaultExceptionHandler = false },
                cancellation);
        }
        catch (WrongWordsException fault)
        {
            await output.Error.WriteLineAsync(fault.Message);
            return ExitCode.WrongWords;
        }
        catch (QualityReviewException fault)
        {
            await output.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            await output.Error.WriteLineAsync("Stopped; the same command goes on where this one ended.");
            return ExitCode.Failed;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            await output.Error.WriteLineAsync(fault.Message);
            return ExitCode.Failed;
        }
        catch (Exception fault) when (StorageException.Of(fault) is { } refused)
        {
            await output.Error.WriteLineAsync(refused.Message);
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root(CommandOutput output)
    {
        var root = new RootCommand("Quality Review: score, read, overrule and export the text that a language model is trained on. Without a verb it starts the web app.");
        root.Options.Add(CommonOptions.Data);
        root.Options.Add(ServeCommand.Urls);
        root.SetAction((words, cancellation) => ServeCommand.RunAsync(words, output, cancellation));
        root.Subcommands.Add(ServeCommand.Build(output));
        root.Subcommands.Add(ImportCommand.Build(output));
        root.Subcommands.Add(ScoreCommand.Build(output));
        root.Subcommands.Add(ClusterCommand.Build(output));
        root.Subcommands.Add(DuplicatesCommand.Build(output));
        root.Subcommands.Add(ExportCommand.Build(output));
        root.Subcommands.Add(RecipesCommand.Build(output));
        root.Subcommands.Add(VerifyCommand.Build(output));
        root.Subcommands.Add(DiffCommand.Build(output));
        root.Subcommands.Add(ReplayCommand.Build(output));
        root.Subcommands.Add(ScoresCommand.Build(output));
        root.Subcommands.Add(RemoveCommand.Build(output));
        root.Subcommands.Add(ModelsCommand.Build(output));
        root.Subcommands.Add(UsersCommand.Build(output));
        root.Subcommands.Add(BackupCommand.Build(output));
        root.Subcommands.Add(RestoreCommand.Build(output));
        root.Subcommands.Add(DoctorCommand.Build(output));
        return root;
    }

    private static string Verb(ParseResult words) => words.CommandResult.Command is RootCommand ? "" : words.CommandResult.Command.Name + " ";
}
