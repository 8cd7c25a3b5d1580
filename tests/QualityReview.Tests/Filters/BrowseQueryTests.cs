using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class BrowseQueryTests
{
    [Fact]
    public void ToQueryString_RandomQueries_ReadBackTheSame()
    {
        var dice = new Dice(61);
        string[] sorts = ["dataset", "length", "random(3)", "percentile(perplexity)", "percentile(\"odd key\", language)"];
        string[] searches = ["", "two words", "50% & more + \"quoted\" = #?/\\", "漢字 😀", " padded "];
        for (var round = 0; round < 500; round++)
        {
            var rule = RandomRule.Draw(dice, 3).ToString();
            var query = new BrowseQuery
            {
                Rule = rule.Length <= FilterRule.MaxLength ? rule : "none",
                Sort = SampleSort.Parse(dice.Pick(sorts), dice.Chance(50)),
                Search = dice.Pick(searches),
            };

            var text = query.ToQueryString();

            Assert.Equal(query, BrowseQuery.Parse(text));
            Assert.DoesNotContain(text, character => character > '~' || character is ' ' or '"' or '<' or '#');
        }
    }

    [Fact]
    public void ToQueryString_Defaults_IsEmpty()
    {
        Assert.Equal("", new BrowseQuery().ToQueryString());
        Assert.Equal(new BrowseQuery(), BrowseQuery.Parse(""));
        Assert.Equal("?rule=none&sort=length&desc=1&search=a%20b", new BrowseQuery { Rule = "none", Sort = new(SortBy.Length, Descending: true), Search = "a b" }.ToQueryString());
    }

    [Fact]
    public void Parse_UnknownParametersAndPluses_AreReadAsBrowsersWriteThem() =>
        Assert.Equal(new BrowseQuery { Rule = "length > 3", Search = "a b+c" }, BrowseQuery.Parse("?utm=1&rule=length+%3E+3&&view=2&search=a+b%2Bc&flag"));

    [Theory]
    [InlineData("rule=length+%3E", "The rule is wrong at character 9: found the end of the rule, expected a number.")]
    [InlineData("sort=age", "The sort is wrong at character 1: found \"age\", expected dataset, length, group, percentile(KEY) or random(SEED).")]
    [InlineData("desc=down", "The parameter desc is \"down\", supported are 0 and 1.")]
    [InlineData("rule=all&rule=none", "The address has two parameters rule, supported is one.")]
    public void Parse_WrongParameter_SaysWhichAndWhere(string query, string message) =>
        Assert.Equal(message, Assert.Throws<WrongWordsException>(() => BrowseQuery.Parse(query)).Message);

    [Fact]
    public void Parse_LongSearch_IsRefused() => Assert.Throws<WrongWordsException>(() => BrowseQuery.Parse("search=" + new string('a', 501)));

    [Theory]
    [InlineData("all", "", "all")]
    [InlineData("all", " fox ", "text contains \"fox\"")]
    [InlineData("length > 1 and length < 9", "fox", "length > 1 and length < 9 and text contains \"fox\"")]
    [InlineData("length > 1 or length < 9", "fox", "(length > 1 or length < 9) and text contains \"fox\"")]
    public void ToNode_RuleAndSearch_AreOneRule(string rule, string search, string expected) =>
        Assert.Equal(expected, new BrowseQuery { Rule = rule, Search = search }.ToNode().ToString());

    [Fact]
    public void ToNode_HalfACharacterInTheSearch_IsReplaced() =>
        Assert.Equal("text contains \"a\uFFFD\"", new BrowseQuery { Search = "a" + (char)0xD800 }.ToNode().ToString());
}
