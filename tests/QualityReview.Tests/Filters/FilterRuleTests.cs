using QualityReview.Filters;

namespace QualityReview.Tests.Filters;

public sealed class FilterRuleTests
{
    [Fact]
    public void Canonical_RandomRules_ParsesBackToTheSameNode()
    {
        var dice = new Dice(1);
        for (var round = 0; round < 2000; round++)
        {
            var node = RandomRule.Draw(dice, 4);
            var text = node.ToString();
            if (text.Length <= FilterRule.MaxLength)
            {
                Assert.Equal(node, FilterRule.Parse(text));
            }
        }
    }

    [Theory]
    [InlineData("ALL", "all")]
    [InlineData("((none))", "none")]
    [InlineData("percentile( ask_llm )>=60.0", "percentile(ask_llm) >= 60")]
    [InlineData("Percentile(k, SOURCE) in 30..60", "percentile(k, source) in 30..60")]
    [InlineData("percentile(k, dataset) < 1e1", "percentile(k) < 10")]
    [InlineData("score(k)<=-1.250", "score(k) <= -1.25")]
    [InlineData("score(k) in 0.1..0.9", "score(k) in 0.1..0.9")]
    [InlineData("(a_is and b)", null)]
    [InlineData("scored(a) and (scored(b) or scored(c))", "scored(a) and (scored(b) or scored(c))")]
    [InlineData("(scored(a) and scored(b)) or scored(c)", "scored(a) and scored(b) or scored(c)")]
    [InlineData("not (not (scored(a) or all))", "not not (scored(a) or all)")]
    [InlineData("source=docs", "source = \"docs\"")]
    [InlineData("source in(\"a\" , b)", "source in (\"a\", \"b\")")]
    [InlineData("language != \"en\"", "language != en")]
    [InlineData("language = \"zh Hant\"", "language = \"zh Hant\"")]
    [InlineData("flag(\"k.1\") = truncated", "flag(k.1) = truncated")]
    [InlineData("flag in (too_short,failed)", "flag in (too_short, failed)")]
    [InlineData("text contains foo", "text contains \"foo\"")]
    [InlineData("text contains \"\u200Ba\\u202eb\\n\"", "text contains \"\\u200ba\\u202eb\\n\"")]
    [InlineData("meta.a.b = x", "meta.a.b = \"x\"")]
    [InlineData("META.\"odd field\" != x", "meta.\"odd field\" != \"x\"")]
    [InlineData("meta.year>=2020", "meta.year >= 2020")]
    [InlineData("meta.n = -1.50 and meta.n != 1e1", "meta.n = -1.5 and meta.n != 10")]
    [InlineData("meta.n in 1 .. 3 or meta.n in (\"1\")", "meta.n in 1..3 or meta.n in (\"1\")")]
    [InlineData("meta.\"odd field\" EXISTS", "meta.\"odd field\" exists")]
    [InlineData("meta.exists exists", "meta.exists exists")]
    [InlineData("top(k, 10%, Dataset)", "top(k, 10%)")]
    [InlineData("bottom(k, 5 , LANGUAGE)", "bottom(k, 5, language)")]
    [InlineData("top(k, 10%) or bottom(k,500)", "top(k, 10%) or bottom(k, 500)")]
    [InlineData("random(12.5 % , SEED 7)", "random(12.5%, seed 7)")]
    [InlineData("IPS(12.5 % ,k, SEED 7)", "ips(k, 12.5%, seed 7)")]
    [InlineData("ips(\"odd key\", 500,seed 0)", "ips(\"odd key\", 500, seed 0)")]
    [InlineData("DUPLICATE in (first,\"unique\")", "duplicate in (first, unique)")]
    [InlineData("not duplicate=copy", "not duplicate = copy")]
    [InlineData("Group in 1..20", "group in 1..20")]
    [InlineData("keep_one( FIRST )", "keep_one(first)")]
    [InlineData("keep_one(longest) and keep_one(\"ask_llm\")", "keep_one(longest) and keep_one(ask_llm)")]
    [InlineData("length in 1..2147483647", "length in 1..2147483647")]
    public void Canonical_OtherSpelling_IsOne(string written, string? canonical)
    {
        if (canonical is null)
        {
            Assert.Throws<WrongWordsException>(() => FilterRule.Canonical(written));
            return;
        }

        Assert.Equal(canonical, FilterRule.Canonical(written));
        Assert.Equal(canonical, FilterRule.Canonical(canonical));
    }

    private const string AnyTest = "expected a test (percentile, score, scored, length, source, language, verdict, reviewer, flag, text, id, meta.FIELD, cluster, map, duplicate, group, keep_one, top, bottom, random, ips, all, none or not)";

    [Theory]
    [InlineData("", 1, 0, $"found nothing, {AnyTest}.")]
    [InlineData("percentle(ask_llm_a_1) > 3", 1, 9, $"found \"percentle\", {AnyTest}; did you mean percentile?")]
    [InlineData("all and ask_llm >= 3", 9, 7, "found the scorer \"ask_llm\" alone, expected percentile(ask_llm) or score(ask_llm).")]
    [InlineData("score(perplexity) <= 1 und all", 24, 3, "found \"und\", expected \"and\", \"or\" or the end of the rule; did you mean and?")]
    [InlineData("score(perplexity)", 18, 0, "found the end of the rule, expected a comparison (=, !=, <, <=, >, >=, or in and a range such as 30..60).")]
    [InlineData("score perplexity > 1", 7, 10, "found \"perplexity\", expected \"(\".")]
    [InlineData("score(perplexity_mini_2) > 1", 7, 17, "found \"perplexity_mini_2\", expected the key of a scorer of this dataset (ask_llm_a_1, ask_llm_b_1, perplexity_mini_1 or length_1); did you mean perplexity_mini_1?")]
    [InlineData("scored(ask_llm)", 8, 7, "found \"ask_llm\", which is the method of 2 scorers, expected one of their keys (ask_llm_a_1 or ask_llm_b_1).")]
    [InlineData("percentile(perplexity) >= 101", 27, 3, "found 101, expected a number from 0 to 100.")]
    [InlineData("percentile(perplexity) in 60..30", 27, 2, "found a range that begins at 60 and ends below it at 30.")]
    [InlineData("percentile(perplexity, lang) > 1", 24, 4, "found \"lang\", expected dataset, source or language.")]
    [InlineData("percentile(perplexity, langauge) > 1", 24, 8, "found \"langauge\", expected dataset, source or language; did you mean language?")]
    [InlineData("length >= 1.5", 11, 3, "found 1.5, expected a whole number from 0 to 2,147,483,647.")]
    [InlineData("source = \"dosc\"", 10, 6, "found \"dosc\", expected a source of this dataset (\"\", books, docs or \"forum \\\"x\\\"\"); did you mean docs?")]
    [InlineData("language in (en, fr", 18, 2, "found \"fr\", expected a language of this dataset (de, en or zh-Hant).")]
    [InlineData("verdict = kep", 11, 3, "found \"kep\", expected none, keep, drop or unsure; did you mean keep?")]
    [InlineData("duplicate = copies", 13, 6, "found \"copies\", expected unique, first, copy or unchecked.")]
    [InlineData("group = 0", 9, 1, "found 0, expected a whole number from 1 to 2,147,483,647.")]
    [InlineData("keep_one()", 10, 1, "found \")\", expected first, longest or a scorer's key.")]
    [InlineData("keep_one(ask_llm)", 10, 7, "found \"ask_llm\", which is the method of 2 scorers, expected one of their keys (ask_llm_a_1 or ask_llm_b_1).")]
    [InlineData("flag = short", 8, 5, "found \"short\", expected too_short, truncated, did_not_answer or failed.")]
    [InlineData("text = \"x\"", 6, 1, "found \"=\", expected \"contains\".")]
    [InlineData("id = \"x", 6, 2, "found a quotation mark that is never closed.")]
    [InlineData("id = \"a\\q\"", 8, 2, "found a backslash with something else behind it than \\, \", n, t or u and four hexadecimal digits.")]
    [InlineData("id = \"\\ud800\"", 6, 8, "found half of a character (a lone surrogate) in quotation marks.")]
    [InlineData("id = 12ab", 6, 4, "found \"12ab\", which is neither a number nor a word: write names that begin with a digit in quotation marks.")]
    [InlineData("all & none", 5, 1, "found \"&\", which no rule has outside quotation marks.")]
    [InlineData("cluster = 8", 11, 1, "found the cluster 8, expected one of this dataset's 1 to 7.")]
    [InlineData("cluster = books", 11, 5, "found \"books\", expected a cluster's number.")]
    [InlineData("cluster in (1, 0)", 16, 1, "found 0, expected a whole number from 1 to 50,000.")]
    [InlineData("map in (1, 2, 3)", 16, 1, "found \")\", expected \",\".")]
    [InlineData("map in (5, 2, 3, 4)", 5, 15, "found a part of the map whose right or high edge lies before its left or low one.")]
    [InlineData("(all or none", 13, 0, "found the end of the rule, expected \"and\", \"or\" or \")\".")]
    [InlineData("all)", 4, 1, "found \")\", expected \"and\", \"or\" or the end of the rule.")]
    [InlineData("top(perplexity, 10.5)", 17, 4, "found 10.5, expected a whole number of samples, or % behind it.")]
    [InlineData("top(perplexity, 110%)", 17, 3, "found 110%, expected 0% to 100%.")]
    [InlineData("top(perplexity, 10%", 20, 0, "found the end of the rule, expected \",\" and a scope, or \")\".")]
    [InlineData("top(perplexity, 10", 19, 0, "found the end of the rule, expected \"%\", \",\" and a scope, or \")\".")]
    [InlineData("top(perplexity, 10%, sorce)", 22, 5, "found \"sorce\", expected dataset, source or language; did you mean source?")]
    [InlineData("meta.year exist", 11, 5, "found \"exist\", expected =, !=, <, <=, >, >=, in or exists; did you mean exists?")]
    [InlineData("meta.year >= new", 14, 3, "found \"new\", expected a number.")]
    [InlineData("meta.year in 3..1", 14, 1, "found a range that begins at 3 and ends below it at 1.")]
    [InlineData("meta.year = ", 13, 0, "found the end of the rule, expected a value: a number, or a text in quotation marks.")]
    [InlineData("random(20%)", 11, 1, "found \")\", expected \",\".")]
    [InlineData("ips(perplexity, 10%, 7)", 22, 1, "found \"7\", expected \"seed\" and a number.")]
    [InlineData("ips(perplexity, 10)", 19, 1, "found \")\", expected \"%\" or \",\".")]
    [InlineData("ips(10, perplexity)", 19, 1, "found \")\", expected \",\".")]
    [InlineData("ips(10, 10, seed 1)", 9, 2, "found \"10\", expected a scorer's key.")]
    [InlineData("ips(110%, perplexity, seed 1)", 5, 3, "found 110%, expected 0% to 100%.")]
    [InlineData("ips(perplexity, 1.5, seed 1)", 17, 3, "found 1.5, expected a whole number of samples, or % behind it.")]
    [InlineData("all and ips(ask_llm_a_1, 10%, seed 1)", 13, 11, "found \"ask_llm_a_1\", of which more is better, so that ips would draw the worst; expected a scorer such as density or perplexity, or top(KEY, 10%).")]
    [InlineData("score(perplexity) > 1e300", 21, 5, "found the number 1e300, which is larger than any score can be.")]
    public void TryParse_WrongRule_SaysWhereAndWhatWasExpected(string rule, int position, int length, string message)
    {
        var table = RandomTable.Of(50, 1);

        Assert.False(FilterRule.TryParse(rule, table, out _, out var fault));

        Assert.Equal(message, fault.Message[$"The rule is wrong at character {position}: ".Length..]);
        Assert.Equal((position, length), (fault.Position, fault.Length));
        Assert.Equal(fault.Message, Assert.Throws<WrongWordsException>(() => FilterRule.Parse(rule, table)).Message);
    }

    [Theory]
    [InlineData("all and duplicate = copy", 9, "duplicate")]
    [InlineData("group = 17", 1, "group")]
    [InlineData("keep_one(first)", 1, "keep_one")]
    public void TryParse_DuplicatesThatWereNeverSought_SaysHowToSeekThem(string rule, int position, string word)
    {
        var table = RandomTable.Of(50, 1).WithDuplicates(null);

        Assert.False(FilterRule.TryParse(rule, table, out _, out var fault));
        Assert.Equal((position, word.Length), (fault.Position, fault.Length));
        Assert.EndsWith($"found \"{word}\", but the duplicates of this dataset have not been sought yet: begin that on the page Duplicates, or by quality-review duplicates.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("not been sought", Assert.Throws<WrongWordsException>(() => new FilterEvaluator(table).Evaluate(FilterRule.Parse(rule))).Message, StringComparison.Ordinal);
        Assert.True(DuplicateRules.Ask(FilterRule.Parse($"not (length > 3 or {rule})")));
        Assert.False(DuplicateRules.Ask(FilterRule.Parse("source = docs or not length > 3")));
    }

    [Fact]
    public void TryParse_DeepRule_IsAcceptedToTheLimitAlone()
    {
        Assert.NotNull(FilterRule.Parse(new string('(', 64) + "all" + new string(')', 64)));
        Assert.NotNull(FilterRule.Parse(string.Concat(Enumerable.Repeat("not ", 64)) + "all"));

        Assert.False(FilterRule.TryParse(string.Concat(Enumerable.Repeat("not(", 40)) + "all", null, out _, out var fault));
        Assert.Equal((129, "The rule is wrong at character 129: parentheses and \"not\" lie more than 64 deep, which is the most that is supported."), (fault.Position, fault.Message));
    }

    [Fact]
    public void TryParse_LongRule_IsRefusedAsWrittenAndInFull()
    {
        Assert.NotNull(FilterRule.Parse("all" + new string(' ', 3997)));

        Assert.False(FilterRule.TryParse("all" + new string(' ', 3998), null, out _, out var fault));
        Assert.Equal((4001, "The rule is wrong at character 4,001: the rule has 4,001 characters, supported are 4,000."), (fault.Position, fault.Message));
        Assert.False(FilterRule.TryParse("id in(" + string.Concat(Enumerable.Repeat("a,", 1500)) + "a)", null, out _, out fault));
        Assert.Equal("The rule is wrong at character 1: the rule written out in full has 7,511 characters, supported are 4,000.", fault.Message);
    }
}
