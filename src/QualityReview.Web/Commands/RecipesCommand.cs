using System.CommandLine;
using QualityReview.Recipes;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Commands;

/// <summary><c>recipes list|show|save</c>: the named recipes of a dataset.</summary>
internal static class RecipesCommand
{
    public static Command Build(CommandOutput output)
    {
        var command = new Command("recipes", "The named recipes of a dataset: how its subsets are made, as JSON.");
        command.Subcommands.Add(List(output));
        command.Subcommands.Add(Show(output));
        command.Subcommands.Add(Save(output));
        return command;
    }

    private static Command List(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var command = new Command("list", "Lists the latest version of each recipe.") { dataset };
        command.SetAction(async (words, _) =>
        {
            await using var rooms = Rooms.Open(words);
            foreach (var recipe in rooms.Get<RecipeStore>().List(rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset)).DatasetId))
            {
                await output.Out.WriteLineAsync($"{recipe.Name}, version {Display.Count(recipe.Version)}: {RecipeJson.WriteCompact(recipe.Recipe)}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Show(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var name = new Argument<string>("NAME") { Description = "Name of the recipe." };
        var version = new Option<int?>("--version-number") { Description = "The default is the latest.", HelpName = "N" };
        var command = new Command("show", "Prints a recipe as the file that export --recipe takes.") { dataset, name, version };
        command.SetAction(async (words, _) =>
        {
            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            await output.Out.WriteAsync(RecipeJson.Write(rooms.Get<RecipeStore>().Get(target.DatasetId, words.GetRequiredValue(name), words.GetValue(version)).Recipe));
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Save(CommandOutput output)
    {
        var dataset = CommonOptions.Dataset();
        var name = new Argument<string>("NAME") { Description = "Name of the recipe." };
        var file = new Argument<string>("FILE") { Description = "JSON." };
        var command = new Command("save", "Saves a file as a recipe, or as the next version of one.") { dataset, name, file };
        command.SetAction(async (words, cancellation) =>
        {
            var path = words.GetRequiredValue(file);
            var recipe = File.Exists(path) ? RecipeJson.Read(await File.ReadAllTextAsync(path, cancellation)) : throw new QualityReviewException($"There is no file {path}.");
            await using var rooms = Rooms.Open(words);
            var target = rooms.Get<DatasetStore>().Get(words.GetRequiredValue(dataset));
            _ = RecipeRule.Of(recipe, rooms.Get<QualityReview.Filters.FilterStore>().List(target.DatasetId));
            var saved = await rooms.Get<RecipeStore>().SaveAsync(target.DatasetId, words.GetRequiredValue(name), recipe, Environment.UserName, cancellation);
            await output.Out.WriteLineAsync($"{saved.Name}, version {Display.Count(saved.Version)}.");
            return ExitCode.Done;
        });
        return command;
    }
}
