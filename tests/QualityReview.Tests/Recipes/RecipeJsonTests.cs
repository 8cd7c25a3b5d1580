using QualityReview.Filters;
using QualityReview.Recipes;
using QualityReview.TestKit;
using QualityReview.Tests.Filters;

namespace QualityReview.Tests.Recipes;

public sealed class RecipeJsonTests
{
    [Fact]
    public void Write_EveryPart_IsTheDocumentedFile()
    {
        var recipe = RecipeJson.Read("""
            {
              // Comments and a last comma are welcome.
              "filters": ["good", "length >= 200"], "unsure": "drop", "duplicates": "longest",
              "quotas": [{"source": "web", "samples": 1000}, {"language": "de", "tokens": 5}], "weights": [{"source": "docs", "weight": 2.5}],
              "target": {"tokens": 1000000}, "seed": 7,
            }
            """);

        Assert.Equal("""
            {
              "filters": [
                "good",
                "length >= 200"
              ],
              "unsure": "drop",
              "duplicates": "longest",
              "quotas": [
                {
                  "source": "web",
                  "samples": 1000
                },
                {
                  "language": "de",
                  "tokens": 5
                }
              ],
              "weights": [
                {
                  "source": "docs",
                  "weight": 2.5
                }
              ],
              "target": {
                "tokens": 1000000
              },
              "seed": 7
            }

            """, RecipeJson.Write(recipe));
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameBytes()
    {
        for (var seed = 1UL; seed <= 100; seed++)
        {
            var json = RecipeJson.Write(RandomRecipe.Draw(new Dice(seed)));
            Assert.Equal(json, RecipeJson.Write(RecipeJson.Read(json)));
        }
    }

    [Theory]
    [InlineData("[]", "no JSON object")]
    [InlineData("{\"filter\": [\"all\"]}", "its parts are filters, unsure")]
    [InlineData("{\n\"seed\": \"x\"}", "at line 2: its part seed is wrong")]
    [InlineData("{\"unsure\": \"maybe\"}", "unsure is wrong")]
    [InlineData("{\"seed\": -1}", "seed below 0")]
    [InlineData("{\"quotas\": [{\"samples\": 3}]}", "either a source or a language")]
    [InlineData("{\"quotas\": [{\"source\": \"a\", \"samples\": 3, \"tokens\": 3}]}", "quota of a that is neither")]
    [InlineData("{\"weights\": [{\"source\": \"a\", \"weight\": 101}]}", "not from 0 to 100")]
    [InlineData("{\"weights\": [{\"source\": \"a\", \"weight\": 1}, {\"source\": \"a\", \"weight\": 2}]}", "two weights")]
    [InlineData("{\"target\": {}}", "target that is neither")]
    [InlineData("{\"filters\": [\" \"]}", "empty filter")]
    public void Read_WrongPart_IsNamed(string json, string said) =>
        Assert.Contains(said, Assert.Throws<WrongWordsException>(() => RecipeJson.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void RuleOf_NamesAndRules_AreJoinedOnce()
    {
        Filter[] saved = [Filter.All, new("good", 2, "length >= 10 and source = docs")];

        Assert.Equal("length >= 10 and source = \"docs\" and verdict = none", RecipeRule.Of(new Recipe { Filters = ["good", "all", "verdict = none", "length >= 10"] }, saved).ToString());
        Assert.Equal("all", RecipeRule.Of(new Recipe(), saved).ToString());
        Assert.Throws<WrongWordsException>(() => RecipeRule.Of(new Recipe { Filters = ["bad name"] }, saved));
    }

    [Fact]
    public async Task SaveAsync_ChangedRecipe_IsANewVersionAndTheOldOneStays()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(3));
        var store = new RecipeStore(test.Database, TimeProvider.System);
        var first = new Recipe { Seed = 3 };

        await store.SaveAsync(dataset.DatasetId, "mine", first, "Ana", TestContext.Current.CancellationToken);
        var same = await store.SaveAsync(dataset.DatasetId, " mine ", first, "Ana", TestContext.Current.CancellationToken);
        var second = await store.SaveAsync(dataset.DatasetId, "mine", first with { Seed = 4 }, "Ana", TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (same.Version, second.Version));
        Assert.Equal(("mine", 2, 4), store.List(dataset.DatasetId) is [var only] ? (only.Name, only.Version, only.Recipe.Seed) : default);
        Assert.Equal(3, store.Get(dataset.DatasetId, "mine", 1).Recipe.Seed);
        Assert.Contains("there are mine", Assert.Throws<WrongWordsException>(() => store.Get(dataset.DatasetId, "other")).Message, StringComparison.Ordinal);
    }
}
