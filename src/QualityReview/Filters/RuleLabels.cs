using System.Globalization;
using QualityReview.Percentiles;

namespace QualityReview.Filters;

/// <summary>Says tests for people, in the words of the page: "Ask-LLM 60–100", "source: docs, books".</summary>
internal static class RuleLabels
{
    public static string Of(FilterNode node, SampleTable table) => node switch
    {
        PercentileTest test => $"{Title(test.Key, table)} {Percentiles(test.Test)}{Scope(test.Scope)}",
        ScoreTest test => $"{Title(test.Key, table)} score {Range(test.Test)}{Unit(test.Key, table)}",
        LengthTest test => $"length {Range(test.Test)}",
        ScoredTest test => $"scored by {Title(test.Key, table)}",
        FieldTest { Field: SampleField.Cluster } test => $"cluster{ClusterNames(test.Test, table)}",
        MapTest => "a part of the map",
        FieldTest test => $"{RuleWords.Of(test.Field)}{Names(test.Test)}",
        MetaTest test => $"{test.Field}{Names(test.Test)}",
        MetaNumberTest test => $"{test.Field} {Range(test.Test)}",
        MetaExistsTest test => $"has {test.Field}",
        FlagTest test => $"flag{Names(test.Test).Replace('_', ' ')}{(test.Key is null ? "" : $" ({Title(test.Key, table)})")}",
        TextTest test => $"text: “{test.Words}”",
        GroupTest { Test: { Operator: NumberOperator.Equal } test } => $"group {Number(test.Low)}",
        GroupTest test => $"group {Range(test.Test)}",
        KeepOneTest test => $"one of each group: {(test.By is KeepOneTest.First or KeepOneTest.Longest ? test.By : $"best by {Title(test.By, table)}")}",
        TopTest test => $"{(test.Bottom ? "bottom" : "top")} {Number(test.Amount.Value)}{(test.Amount.IsPercent ? "%" : "")}{(test.Scope == PercentileScope.Dataset ? "" : $" of each {RuleWords.Of(test.Scope)}")} by {Title(test.Key, table)}",
        RandomTest test => string.Create(CultureInfo.InvariantCulture, $"random {Number(test.Percent)}% (seed {test.Seed})"),
        IpsTest test => string.Create(CultureInfo.InvariantCulture, $"{Number(test.Amount.Value)}{(test.Amount.IsPercent ? "%" : "")} drawn inversely to {Title(test.Key, table)} (seed {test.Seed})"),
        NotNode { Term: not (AndNode or OrNode) } not => $"not {Of(not.Term, table)}",
        NoneNode => "nothing",
        _ => node.ToString(),
    };

    /// <summary>The scorer's title, with its key where another scorer has the same title.</summary>
    private static string Title(string key, SampleTable table) => table.Find(key)?.Card switch
    {
        null => key,
        var card when table.Scores.Count(column => column.Card.Title == card.Title) > 1 => $"{card.Title} ({card.Key})",
        var card => card.Title,
    };

    private static string Unit(string key, SampleTable table) => table.Find(key)?.Card.Unit is { Length: > 0 } unit ? $" {unit}" : "";

    private static string Scope(PercentileScope scope) => scope == PercentileScope.Dataset ? "" : $" within {RuleWords.Of(scope)}";

    private static string Percentiles(NumberTest test) => test.Operator switch
    {
        NumberOperator.GreaterOrEqual => $"{Number(test.Low)}–100",
        NumberOperator.LessOrEqual => $"0–{Number(test.High)}",
        _ => Range(test),
    };

    private static string Range(NumberTest test) => test.Operator switch
    {
        NumberOperator.In => $"{Number(test.Low)}–{Number(test.High)}",
        NumberOperator.GreaterOrEqual => $"≥ {Number(test.Low)}",
        NumberOperator.LessOrEqual => $"≤ {Number(test.High)}",
        NumberOperator.NotEqual => $"≠ {Number(test.Low)}",
        _ => $"{RuleWords.Of(test.Operator)} {Number(test.Low)}",
    };

    /// <summary>Four significant digits: a label is read, not computed with.</summary>
    private static string Number(double value) =>
        Math.Abs(value) is >= 1000 and < 1e15 ? value.ToString("#,0", CultureInfo.InvariantCulture) : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>With its words where it is one alone.</summary>
    private static string ClusterNames(NameTest test, SampleTable table) => test.Names is [var name] && table.ClusterOf(name) is { } cluster
        ? Names(test with { Names = [cluster.Label()] })
        : Names(test);

    private static string Names(NameTest test)
    {
        var names = test.Names.Select(name => name.Length == 0 ? "(none)" : name);
        return $"{(test.Operator == NameOperator.IsNot ? " is not " : ": ")}{string.Join(", ", names)}";
    }
}
