using QualityReview.Filters;
using QualityReview.Recipes;

namespace QualityReview.Tests.Filters;

/// <summary>Faults that fuzzing found in rules, addresses and recipes: sentences as long as what was wrong.</summary>
public sealed class FuzzedRuleTests
{
    private static readonly string _long = new('x', 3500);

    [Theory]
    [InlineData("9{0}")]
    [InlineData("length > 9{0}")]
    [InlineData("map in (1, 9{0}")]
    [InlineData("top(ask_llm_a_1, 1{1}%)")]
    [InlineData("random(1{1}%, seed 7)")]
    [InlineData("length = 1.{1}")]
    [InlineData("{0}")]
    [InlineData("source = \"{0}\"")]
    public void Parse_RuleWithAWordOfThousands_QuotesItsBeginning(string rule)
    {
        var written = rule.Replace("{0}", _long, StringComparison.Ordinal).Replace("{1}", new string('3', 3500), StringComparison.Ordinal);

        Assert.False(FilterRule.TryParse(written, RandomTable.Of(20, 1), out _, out var fault));
        Assert.InRange(fault!.Message.Length, 30, 1000);
    }

    [Fact]
    public void Parse_AddressWithADescOfThousands_QuotesItsBeginning() =>
        Assert.InRange(Assert.Throws<WrongWordsException>(() => BrowseQuery.Parse("?desc=" + _long)).Message.Length, 30, 200);

    [Fact]
    public void Read_RecipeWithANameOfThousands_QuotesItsBeginning() =>
        Assert.InRange(Assert.Throws<WrongWordsException>(() => RecipeJson.Read($"{{\"{_long}\":1}}")).Message.Length, 30, 400);
}
