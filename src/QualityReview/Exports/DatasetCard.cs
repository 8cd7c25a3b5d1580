using System.Globalization;
using System.Text;
using QualityReview.Recipes;

namespace QualityReview.Exports;

/// <summary>The README.md of an export: what the subset is, in words, with the header by which Hugging Face's datasets library finds the files.</summary>
internal static class DatasetCard
{
    private const int MaxSources = 50;

    public static string Write(ExportManifest manifest)
    {
        var card = new StringBuilder();
        void Line(FormattableString line) => card.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"---");
        Line($"configs:");
        Line($"- config_name: default");
        Line($"  data_files:");
        Line($"  - split: train");
        Line($"    path: subset-*.{manifest.Format}");
        Line($"---");
        Line($"");
        Line($"# A subset of {Code(manifest.Dataset.Key)}");
        Line($"");
        Line($"{manifest.Kept.Samples:N0} of {manifest.Dataset.Samples:N0} samples ({manifest.Kept.Characters:N0} characters{Tokens(manifest.Kept)}), exported by Quality Review {manifest.ProductVersion}.");
        Line($"");
        Line($"- Filter: {Code(manifest.Filter.Name)}, version {manifest.Filter.Version}: {Code(manifest.Filter.Rule)}");
        if (manifest.Recipe is { } recipe)
        {
            Line($"- Recipe: {(recipe.Name.Length > 0 ? $"{Code(recipe.Name)}, version {recipe.Version}: " : "")}{Code(RecipeJson.WriteCompact(recipe.Recipe))}");
            Line($"- Taken out by its steps: {string.Join(", ", recipe.Excluded.Select(step => string.Create(CultureInfo.InvariantCulture, $"{step.Step} {step.Samples:N0}")))}");
            if (recipe.Lines != manifest.Kept.Samples)
            {
                Line($"- Weights: {manifest.Kept.Samples:N0} samples stand on {recipe.Lines:N0} lines; `copy` and `copies` say which of how many a line is. The figures here count each sample once.");
            }
        }

        Line($"- Overrides: {Code(manifest.Overrides)}, reviews up to ledger entry {manifest.LedgerPosition}");
        Line($"- Sampler: {(manifest.Sampler is { } sampler ? $"{string.Join(", ", sampler.Draws.Select(draw => Code(draw.Settings.GetValueOrDefault("term", draw.Name))))}; inclusion probabilities: {sampler.Probabilities}" : "none, everything kept is here")}");
        Line($"- Scorers: {(manifest.Scorers.Count == 0 ? "none" : string.Join(", ", manifest.Scorers.Select(scorer => Code(scorer.Key))))}");
        foreach (var scorer in manifest.Scorers.Where(scorer => MadeBy(scorer.Receipt) is not null))
        {
            Line($"  - {Code(scorer.Key)}: {MadeBy(scorer.Receipt)}");
        }

        if (manifest.Coverage is { } coverage)
        {
            Line($"- Coverage: samples of {coverage.Clusters.Count(cluster => cluster.Kept > 0):N0} of {coverage.Clusters.Count:N0} clusters; effective number of clusters {coverage.EffectiveBefore:F1} in the dataset, {coverage.EffectiveAfter:F1} here");
        }

        Line($"- Dataset hash: {Code(manifest.Dataset.Hash)}");
        Line($"- Subset hash: {Code(manifest.RootHash)}");
        Line($"");
        Line($"| source | samples | characters | tokens | dropped samples |");
        Line($"| --- | ---: | ---: | ---: | ---: |");
        foreach (var (source, kept, dropped) in manifest.Sources.OrderByDescending(source => source.Kept.Samples).Take(MaxSources))
        {
            Line($"| {(source is null ? "none" : Code(source))} | {kept.Samples:N0} | {kept.Characters:N0} | {(kept.Tokens is { } tokens ? tokens.ToString("N0", CultureInfo.InvariantCulture) : "not counted")} | {dropped.Samples:N0} |");
        }

        if (manifest.Sources.Count > MaxSources)
        {
            Line($"| {manifest.Sources.Count - MaxSources:N0} more in `manifest.json` | | | | |");
        }

        Line($"");
        Line($"Each sample has {string.Join(", ", manifest.Layout.Names.Select(Code))} and its scores; `decision` is the filter's, `verdict` is a person's and wins.");
        Line($"`flags` names the scorer whose score should not be trusted and why, such as `perplexity_lm_mini_1:too_short`; `manifest.json` holds every scorer's receipt.");
        Line($"{(manifest.Layout.HasTexts ? "A language that was found stands in `meta`. " : "The texts are not here: `content_hash` is the SHA-256 of each as UTF-8. ")}`samples.tsv` lists every id with the SHA-256 of its text.");
        if (manifest.Format == "csv")
        {
            Line($"A cell that a spreadsheet would take for a formula begins with an apostrophe, which is not a part of the text.");
        }

        if (manifest.Writing is { Excluded: true })
        {
            Line($"`{ExportManifest.ExcludedName}` lists the other samples: id, SHA-256 of the text, and the step that took it out.");
        }

        foreach (var line in manifest.Layout.HasTexts ? SubsetConsumers.Of(manifest.Format) : [])
        {
            Line($"{line}");
        }

        Line($"");
        Line($"`quality-review verify` on this folder recomputes every hash and count.");
        return card.ToString();
    }

    /// <summary>What of a receipt says most, or null.</summary>
    private static string? MadeBy(IReadOnlyDictionary<string, string> receipt)
    {
        if (receipt.TryGetValue("ensemble_members", out var members))
        {
            return $"the mean percentile of {string.Join(" and ", members.Split(' ').Select(Code))}";
        }

        var parts = new[] { ("model", "the model "), ("precision", ""), ("model_sha256", "SHA-256 ") }.Where(part => receipt.ContainsKey(part.Item1));
        return receipt.ContainsKey("model") ? string.Join(", ", parts.Select(part => part.Item2 + Code(receipt[part.Item1]))) : null;
    }

    private static string Tokens(ManifestAmount amount) => amount.Tokens is { } tokens ? string.Create(CultureInfo.InvariantCulture, $", {tokens:N0} tokens") : "";

    /// <summary>Names come from people and files: shown as code, they cannot become markup.</summary>
    private static string Code(string text)
    {
        var plain = string.Concat(text.EnumerateRunes().Select(rune => Rune.IsControl(rune) || rune.Value == '`' ? " " : rune.Value == '|' ? "\\|" : rune.ToString()));
        return $"`{(plain.Trim().Length == 0 ? "(blank)" : plain.Trim())}`";
    }
}
