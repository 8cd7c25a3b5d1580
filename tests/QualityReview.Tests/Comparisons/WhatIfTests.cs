using QualityReview.Comparisons;
using QualityReview.TestKit;

namespace QualityReview.Tests.Comparisons;

public sealed class WhatIfTests
{
    private static readonly WhatIfPool[] _tenths =
        [.. WhatIfQuality.ClipPools.Select((pool, i) => new WhatIfPool($"tenth {i + 1}", pool.Utility, pool.HalfLife, 12.8e6))];

    /// <summary>What the source's own code says for its pools: the best share to keep by budget, and the errors at 640M seen.</summary>
    [Theory]
    [InlineData(32e6, 1)]
    [InlineData(64e6, 1)]
    [InlineData(128e6, 2)]
    [InlineData(640e6, 2)]
    public void Best_SourcesTenths_KeepsWhatTheSourceKeeps(double budget, int pools) => Assert.Equal(pools, WhatIfQuality.Clip.Best(_tenths, budget).Pools);

    [Fact]
    public void Unions_SourcesTenthsAt640M_HaveTheSourcesErrors()
    {
        // The order in which pools are given does not matter.
        var unions = WhatIfQuality.Clip.Unions([.. _tenths.Reverse()], 640e6);

        Assert.Equal([.714, .644, .651, .672], unions.Select(union => Math.Round(union.Error, 3)));
        Assert.Equal([50, 25, 50 / 3.0, 12.5], unions.Select(union => union.Passes), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(.3)]
    [InlineData(1)]
    [InlineData(7.4)]
    [InlineData(400)]
    public void Error_EqualPools_EqualsTheFormula(double passes)
    {
        var law = new WhatIfQuality(.5, .2, 1000);
        WhatIfPool[] pools = [new("a", -.2, 3, 5000), new("b", -.1, 8, 5000), new("c", -.05, 1, 5000)];
        var budget = passes * 15_000;

        // y = n₁^b₀ ∏ (nₖ₊₁/nₖ)^bₖ + d, pass by pass.
        var error = Math.Pow(.5 * Math.Min(budget, 15_000) / 1000, Utility(0));
        for (var k = 1; k * 15_000.0 < budget; k++)
        {
            error *= Math.Pow(Math.Min(budget, (k + 1) * 15_000.0) / (k * 15_000.0), Utility(k));
        }

        Assert.Equal(error + .2, law.Error(pools, budget), 1e-12);

        double Utility(int k) => pools.Average(pool => pool.Utility * Math.Pow(.5, k / (3 * pool.HalfLife)));
    }

    [Fact]
    public void Error_PoolInTwoHalves_IsThatOfThePool()
    {
        WhatIfPool[] whole = [new("all", -.12, 5, 9e6)], parts = [new("third", -.12, 5, 3e6), new("rest", -.12, 5, 6e6)];

        // A union of pools of one quality: each is seen as often as the whole, but the source stretches its half-life by the share.
        Assert.True(WhatIfQuality.Clip.Error(parts, 90e6) < WhatIfQuality.Clip.Error(whole, 90e6));
        Assert.Equal(WhatIfQuality.Clip.Error(whole, 5e6), WhatIfQuality.Clip.Error(parts, 5e6), 1e-12);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(60)]
    public void Effective_Passes_IsTheSumOfFadingPasses(double passes)
    {
        // Each moment of a repetition is worth e^(-(passes so far - 1) / R*): summed in small steps.
        const int steps = 200_000;
        var expected = Math.Min(passes, 1);
        for (var i = 0; passes > 1 && i < steps; i++)
        {
            expected += (passes - 1) / steps * Math.Exp(-(passes - 1) * (i + .5) / steps / 15.4);
        }

        Assert.Equal(expected * 1e6, WhatIfTokens.Effective(1e6, passes * 1e6), 1e-2);
    }

    [Fact]
    public void Cost_KnownModels_HasTheUsualFigures()
    {
        // GPT-3: 175 billion parameters, 300 billion tokens, 3.15e23 operations (Brown et al. 2020, table D.1: 3.14e23).
        Assert.Equal(3.15e23, WhatIfCost.Training(175e9, 300e9), 1e18);
        Assert.Equal(1.05e23, WhatIfCost.Scoring(175e9, 300e9), 1e18);
        Assert.Equal(2, WhatIfCost.Hours(7_200_000, 1000), 1e-12);
    }

    [Theory]
    [InlineData("flan-t5-xl", 3e9)]
    [InlineData("google/flan-t5-xxl", 11e9)]
    [InlineData("t5-v1_1-small", 80e6)]
    [InlineData("Qwen2.5-0.5B-Instruct", .5e9)]
    [InlineData("SmolLM2-135M", 135e6)]
    [InlineData("gemma-2-2b-it", 2e9)]
    [InlineData("Mistral 7B", 7e9)]
    [InlineData("Mixtral-8x7B", null)]
    [InlineData("judge-mini", null)]
    [InlineData("t5-xlarge", null)]
    [InlineData("run-12bit", null)]
    public void ModelSize_OfAName_IsWhatTheNameSays(string name, double? expected)
    {
        Assert.Equal(expected, ScorerModelSize.OfName(name));
        Assert.Equal(expected, ScorerModelSize.Of(Some.Card("ask_llm_1") with { Receipt = new Dictionary<string, string> { ["model"] = name } }));
    }
}
