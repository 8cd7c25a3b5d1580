using System.CommandLine;
using QualityReview.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Commands;

/// <summary><c>diff A B</c>: what two exported folders have differently, and why.</summary>
internal static class DiffCommand
{
    private const int Shown = 20;

    public static Command Build(CommandOutput output)
    {
        var before = new Argument<string>("A") { Description = "An exported folder." };
        var after = new Argument<string>("B") { Description = "Another one." };
        var all = new Option<bool>("--all") { Description = "Prints every sample that came, went or changed, not the first 20." };
        var command = new Command("diff", "Says what two exports were made of differently, which samples came and went, and because of what; the data folder knows the reasons of its own datasets.") { before, after, all };
        command.SetAction(async (words, cancellation) =>
        {
            await using var rooms = Rooms.Open(words);
            var diff = rooms.Get<ExportDiffs>().Of(words.GetRequiredValue(before), words.GetRequiredValue(after), cancellation);
            foreach (var change in diff.Changes)
            {
                await output.Out.WriteLineAsync($"{change.What}: {Or(change.Before)} -> {Or(change.After)}");
            }

            var (came, went) = (diff.Samples.Count(sample => sample.Came), diff.Samples.Count(sample => sample.Went));
            await output.Out.WriteLineAsync($"{Display.Plural(diff.Same, "sample")} the same, {Display.Count(came)} came, {Display.Count(went)} went, {Display.Count(diff.Samples.Count - came - went)} changed.");
            foreach (var reason in diff.Samples.CountBy(sample => (sample.Came, sample.Went, sample.Because)).OrderByDescending(reason => reason.Value))
            {
                await output.Out.WriteLineAsync($"  {Display.Count(reason.Value)} {(reason.Key.Came ? "came" : reason.Key.Went ? "went" : "changed")} because of {reason.Key.Because}");
            }

            var shown = words.GetValue(all) ? diff.Samples.Count : Shown;
            foreach (var sample in diff.Samples.Take(shown))
            {
                await output.Out.WriteLineAsync($"{(sample.Came ? '+' : sample.Went ? '-' : '~')}\t{OnOneLine(sample.Id)}\t{sample.Because}");
            }

            if (diff.Samples.Count > shown)
            {
                await output.Out.WriteLineAsync($"… and {Display.Count(diff.Samples.Count - shown)} more; --all prints them.");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static string Or(string text) => text.Length == 0 ? "none" : text;

    // An id may hold anything; the terminal shows it on one line.
    private static string OnOneLine(string id) => string.Concat(id.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
