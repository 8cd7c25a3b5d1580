using System.CommandLine;
using System.Globalization;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Commands;

/// <summary><c>export DATASET --filter F --out DIR</c>: writes a subset with its manifest.</summary>
internal static class ExportCommand
{
    private const int MostMegabytes = 1 << 20;

    public static Command Build(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var filter = new Option<string?>("--filter") { Description = "Name of a saved filter (name@2: its version 2), or a rule such as 'percentile(perplexity) >= 20'. The default is \"all\", which keeps everything.", HelpName = "F" };
        var recipe = new Option<string?>("--recipe") { Description = "A recipe instead of a filter: a JSON file, or the name of a saved one.", HelpName = "FILE" };
        var folder = new Option<string>("--out") { Description = "Folder to make; it is there only when it is complete.", Required = true, HelpName = "DIR" };
        var format = new Option<string>("--format") { Description = $"{SubsetFormats.Supported}.", DefaultValueFactory = _ => "jsonl", HelpName = "FORMAT" };
        var size = new Option<int?>("--file-size") { Description = "A new file begins before a file grows over so many MiB, counted before compression. The default is 512.", HelpName = "MIB" };
        var hashes = new Option<bool>("--hashes-only") { Description = "Writes content hashes in the place of texts and metadata." };
        var excluded = new Option<bool>("--excluded") { Description = $"Writes {ExportManifest.ExcludedName} too: the other samples, each with the step that took it out." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replaces an earlier complete export of that name." };
        var asOf = new Option<long?>("--as-of") { Description = "Ledger position, as the manifest of an earlier export names it: verdicts after it are left out.", HelpName = "POSITION" };
        var command = new Command("export", "Writes the subset that a filter or a recipe and people keep, with a manifest that proves how it came to be.")
        {
            dataset, filter, recipe, folder, format, size, hashes, excluded, overwrite, asOf,
        };
        command.SetAction(async (words, cancellation) =>
        {
            // Refused before anything is opened.
            _ = SubsetFormats.Parse(words.GetRequiredValue(format));
            if (words.GetValue(size) is { } megabytes and (< 1 or > MostMegabytes))
            {
                throw new WrongWordsException(string.Create(CultureInfo.InvariantCulture, $"A file cannot have {megabytes} MiB at most; supported are 1 to {MostMegabytes}."));
            }

            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            var position = words.GetValue(asOf);
            if (position is { } asked && (asked < 0 || asked > rooms.Get<ReviewStore>().LastPosition()))
            {
                throw new WrongWordsException(string.Create(CultureInfo.InvariantCulture, $"The ledger has no position {asked}; supported are 0 to {rooms.Get<ReviewStore>().LastPosition()}."));
            }

            var request = Wanted(rooms, target, words.GetValue(filter), words.GetValue(recipe)) with
            {
                Folder = Path.GetFullPath(words.GetRequiredValue(folder)),
                Format = words.GetRequiredValue(format),
                ShardBytes = words.GetValue(size) * (1L << 20),
                HashesOnly = words.GetValue(hashes),
                Excluded = words.GetValue(excluded),
                Overwrite = words.GetValue(overwrite),
                AsOf = position,
            };
            var by = words.GetValue(recipe) ?? words.GetValue(filter) ?? Filter.All.Name;
            await rooms.Get<AuditTrail>().AddAsync(UsersCommand.Actor, AuditAct.Exported, target.Name, $"{request.Folder}, by {by}", cancellation);
            var job = await rooms.RunJobAsync(JobKind.Export, target.DatasetId, $"Export {target.Name} by {Path.GetFileName(by)}", JobRequests.Write(request), output, cancellation);
            await output.Out.WriteLineAsync(job.Message);
            return ExitCode.Done;
        });
        return command;
    }

    private static ExportJobRequest Wanted(Rooms rooms, Dataset dataset, string? filter, string? recipe)
    {
        var store = rooms.Get<FilterStore>();
        if (recipe is null)
        {
            var wanted = filter ?? Filter.All.Name;
            var saved = store.Find(dataset.DatasetId, wanted);
            return new ExportJobRequest { Filter = saved is null ? null : wanted, Rule = saved?.Rule ?? wanted, Folder = "" };
        }

        if (filter is not null)
        {
            throw new WrongWordsException("--filter and --recipe do not go together: a recipe names its filters itself.");
        }

        var filters = store.List(dataset.DatasetId);
        var named = File.Exists(recipe) ? new NamedRecipe("", 0, RecipeJson.Read(File.ReadAllText(recipe)))
            : Path.HasExtension(recipe) ? throw new QualityReviewException($"There is no file {recipe}.")
            : rooms.Get<RecipeStore>().Get(dataset.DatasetId, recipe);
        var only = named.Recipe.Filters is [var one] ? filters.FirstOrDefault(known => known.Name == one) : null;
        return new ExportJobRequest
        {
            Filter = only?.Name,
            Rule = RecipeRule.Of(named.Recipe, filters).ToString(),
            Recipe = RecipeJson.WriteCompact(named.Recipe),
            RecipeName = named.Version == 0 ? null : named.Name,
            RecipeVersion = named.Version == 0 ? null : named.Version,
            Folder = "",
        };
    }
}
