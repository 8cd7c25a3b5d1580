using System.CommandLine;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Commands;

/// <summary><c>import DATASET FILE...</c>: adds the samples of files to a dataset.</summary>
internal static class ImportCommand
{
    private const int ShownSetAside = 5;

    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var files = new Argument<string[]>("FILE")
        {
            Description = "JSONL, CSV, TSV, Parquet or plain text (one sample a line); .gz and .zst are unpacked. - reads JSONL from standard input.",
            Arity = ArgumentArity.OneOrMore,
        };
        // What is not a known option would otherwise be taken for a file's name.
        files.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
            {
                result.AddError($"There is no option {unknown.Value}; a file of that name is written ./{unknown.Value}.");
            }
        });
        var text = new Option<string>("--text-field") { Description = "Field that holds the text; a dotted path for nested ones.", DefaultValueFactory = _ => "text", HelpName = "FIELD" };
        var id = new Option<string?>("--id-field") { Description = "Field that holds the id. The default is \"id\" where there is one; else the id is made from the text.", HelpName = "FIELD" };
        var source = new Option<string?>("--source-field") { Description = "Field that holds the source. The default is \"source\" where there is one; else the source is the file's name.", HelpName = "FIELD" };
        var language = new Option<string?>("--language-field") { Description = "Field that holds the language. The default is \"language\" or \"lang\" where there is one; else it is guessed.", HelpName = "FIELD" };
        var setAside = new Option<string?>("--set-aside") { Description = "Writes the lines that could not be read, with number and reason, to this tab-separated file.", HelpName = "FILE" };
        var command = new Command("import", "Adds the samples of files to a dataset. Lines that cannot be read are set aside with number and reason; importing a file again adds nothing twice.")
        {
            dataset, files, text, id, source, language, setAside,
        };
        command.SetAction(async (words, cancellation) =>
        {
            var paths = words.GetRequiredValue(files);
            foreach (var path in paths.Where(path => path != "-" && !File.Exists(path)))
            {
                throw new QualityReviewException(Directory.Exists(path) ? $"{path} is a folder; name its files." : $"There is no file {path}.");
            }

            await using var rooms = Rooms.Open(words);
            var name = words.GetRequiredValue(dataset);
            var target = await rooms.Get<DatasetStore>().GetOrCreateAsync(name, cancellation: cancellation);
            foreach (var path in paths)
            {
                var request = new ImportRequest
                {
                    File = path == "-" ? path : Path.GetFullPath(path),
                    TextField = words.GetRequiredValue(text),
                    IdField = words.GetValue(id),
                    SourceField = words.GetValue(source),
                    LanguageField = words.GetValue(language),
                    MaxLineBytes = rooms.Get<QualityReviewOptions>().Import.MaxLineBytes,
                    MaxExpansion = rooms.Get<QualityReviewOptions>().Import.MaxExpansion,
                };
                var job = await rooms.RunJobAsync(JobKind.Import, target.DatasetId, $"Import {Path.GetFileName(path)} into {name}", JobRequests.Write(request), output, cancellation);
                await output.Out.WriteLineAsync(job.Message);
                await ReportSetAsideAsync(rooms.Get<ImportStore>(), target, words.GetValue(setAside), output);
            }

            return ExitCode.Done;
        });
        return command;
    }

    internal static async Task ReportSetAsideAsync(ImportStore imports, Dataset dataset, string? file, CommandOutput output)
    {
        var import = imports.List(dataset.DatasetId)[0];
        foreach (var line in imports.SetAside(import.ImportId, ShownSetAside))
        {
            await output.Error.WriteLineAsync($"  line {Display.Count(line.Line)}: {line.Reason}");
        }

        if (import.SetAside > ShownSetAside)
        {
            await output.Error.WriteLineAsync($"  … and {Display.Count(import.SetAside - ShownSetAside)} more{(file is null ? "; --set-aside FILE writes them all" : "")}.");
        }

        if (file is not null)
        {
            await using var writer = File.AppendText(file);
            const int page = 1000;
            for (var skip = 0; skip < import.SetAside; skip += page)
            {
                foreach (var line in imports.SetAside(import.ImportId, page, skip))
                {
                    await writer.WriteLineAsync($"{import.File}\t{line.Line}\t{line.Reason}\t{line.Excerpt.ReplaceLineEndings(" ").Replace('\t', ' ')}");
                }
            }
        }
    }
}
