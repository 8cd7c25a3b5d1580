using System.Text.Json;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Hashing;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.TestKit;
using QualityReview.Web.Subsets;

namespace QualityReview.Web.Tests.Subsets;

/// <summary>What is exported is what the page showed, and both are what the definition says.</summary>
public sealed class ExportEqualsPageTests
{
    private const int Cases = 200, Samples = 150;
    private static readonly string[] _sources = ["docs", "forums", "web"];

    [Fact]
    public async Task Export_RandomRulesAndRecipes_IsWhatThePageShowed()
    {
        await using var bench = new SubsetBench();
        var random = new SeededRandom(11);
        var found = Enumerable.Range(0, Samples).Select(i => Some.Found($"s-{i}", string.Join(' ', Enumerable.Repeat("word", 1 + random.NextInt(23))), _sources[random.NextInt(3)], random.NextInt(2) == 0 ? "en" : "de", line: i + 1)).ToArray();
        var dataset = await bench.DatasetAsync(found);
        for (var i = 0; i < Samples; i += 4)
        {
            await bench.JudgeAsync(dataset, i, (Verdict)(1 + random.NextInt(3)));
        }

        float[] tokens = [.. found.Select(sample => (float)WordScorer.Words(sample.Text))];
        var counted = new TokenCounts(bench.Store.Scores);
        for (var number = 0; number < Cases; number++)
        {
            var (rule, filter) = Rule(random, found, 2);
            var recipe = Draw(random);
            var view = SubsetView.Read(bench.Tables.Get(dataset.DatasetId), bench.Filters, rule, null, RecipeJson.WriteCompact(recipe), counted);
            Assert.True(view.Counts is not null, view.RecipeFault + view.Rule.Fault?.Message);
            var folder = $"case-{number}";
            await bench.OrderAsync(dataset, new ExportOrder(null, view.Rule.Node!.ToString(), "jsonl", folder) { Recipe = recipe.IsPlain ? null : recipe });
            var export = await bench.ExportAsync(dataset);

            var copies = BruteRecipe.Copies(view.Loaded.Table, filter, recipe, tokens);
            var expected = Enumerable.Range(0, Samples).SelectMany(i => Enumerable.Repeat($"s-{i}", copies[i])).ToList();
            var lines = File.ReadLines(Path.Combine(export.Folder, "subset-00000.jsonl")).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!).ToList();
            var said = $"{number}: {rule} {RecipeJson.WriteCompact(recipe)}";
            Assert.True(expected.SequenceEqual(lines), said);
            Assert.True(view.Counts.Lines == lines.Count && view.Counts.Kept == lines.Distinct().Count() && view.Counts.Kept == export.SampleCount, said);
            Assert.True(view.Counts.Tokens == Enumerable.Range(0, Samples).Sum(i => copies[i] * (long)tokens[i]), said);
            Assert.True(view.Counts.Sources.All(source => source.Kept == Enumerable.Range(0, Samples).Count(i => copies[i] > 0 && found[i].Source == source.Name)), said);
            if (number % 20 == 0)
            {
                Assert.Empty(ExportVerifier.Verify(export.Folder));
            }
        }
    }

    private static (string Rule, Func<int, bool> Keeps) Rule(SeededRandom random, QualityReview.Samples.FoundSample[] found, int depth)
    {
        var (number, source) = (random.NextInt(110), _sources[random.NextInt(3)]);
        if (depth > 0 && random.NextInt(3) > 0)
        {
            var (one, two) = (Rule(random, found, depth - 1), Rule(random, found, depth - 1));
            return random.NextInt(3) switch
            {
                0 => ($"({one.Rule}) and ({two.Rule})", i => one.Keeps(i) && two.Keeps(i)),
                1 => ($"({one.Rule}) or ({two.Rule})", i => one.Keeps(i) || two.Keeps(i)),
                _ => ($"not ({one.Rule})", i => !one.Keeps(i)),
            };
        }

        return random.NextInt(4) switch
        {
            0 => ($"length >= {number}", i => found[i].Text.Length >= number),
            1 => ($"source = {source}", i => found[i].Source == source),
            2 => ($"score(perplexity) < {number}", i => found[i].Text.Length < number),
            _ => ("language = de", i => found[i].Language == "de"),
        };
    }

    private static Recipe Draw(SeededRandom random) => new()
    {
        Unsure = (UnsurePolicy)random.NextInt(3),
        Quotas = random.NextInt(2) == 0 ? [] : random.NextInt(2) == 0 ? [new RecipeQuota("docs", Samples: random.NextInt(30)), new RecipeQuota(Language: "de", Tokens: random.NextInt(400))] : [new RecipeQuota("web", Tokens: random.NextInt(300))],
        Weights = random.NextInt(2) == 0 ? [] : [new RecipeWeight("forums", Weight: random.NextInt(4)), new RecipeWeight(Language: "en", Weight: random.NextInt(30) / 10.0)],
        Target = random.NextInt(3) switch { 0 => new RecipeTarget(Samples: 1 + random.NextInt(100)), 1 => new RecipeTarget(Tokens: 1 + random.NextInt(1500)), _ => null },
        Seed = random.NextInt(9),
    };
}
