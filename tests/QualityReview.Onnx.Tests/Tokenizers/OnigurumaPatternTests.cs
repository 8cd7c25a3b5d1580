using System.Text.RegularExpressions;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Tests.Tokenizers;

public sealed class OnigurumaPatternTests
{
    [Theory]
    [InlineData(@"a?+b", @"(?>a?)b")]
    [InlineData(@"x[^\r\n]?+\p{L}++|(?:ab|c)*+d", @"x(?>[^\r\n]?)(?>\p{L}+)|(?>(?:ab|c)*)d")]
    [InlineData(@"\++ \?+?", @"\++ \?+?")]
    [InlineData(@"(a(b)c)++", @"(?>(a(b)c)+)")]
    [InlineData(@"\p{N}{1,3}|\s+(?!\S)", @"\p{N}{1,3}|\s+(?!\S)")]
    [InlineData(@"[?+*]+[()]+", @"[?+*]+[()]+")]
    public void Translate_Pattern_MeansTheSame(string pattern, string translated) => Assert.Equal(translated, OnigurumaPattern.Translate(pattern));

    [Theory]
    [InlineData("ß", true)]
    [InlineData("\u0903", true)]
    [InlineData("Ⅷ", true)]
    [InlineData("Ⓐ", true)]
    [InlineData("_", true)]
    [InlineData("½", false)]
    [InlineData("-", false)]
    public void Translate_WordClass_FollowsUnicode(string text, bool isWord)
    {
        Assert.Equal(isWord, Regex.IsMatch(text, OnigurumaPattern.Translate(@"^\w$")));
        Assert.Equal(isWord, Regex.IsMatch(text, OnigurumaPattern.Translate(@"^[-\w]$")) && text != "-");
        Assert.Equal(!isWord, Regex.IsMatch(text, OnigurumaPattern.Translate(@"^\W$")));
    }

    [Theory]
    [InlineData(@"\bx", @"\b")]
    [InlineData(@"[a[bc]]", "a character class inside another")]
    [InlineData(@"[a-z&&[^b]]", "a character class inside another")]
    [InlineData(@"(?m:.)", "a group that begins with (?m:")]
    [InlineData("😀", "a character above U+FFFF")]
    [InlineData(@"a\", "a backslash at its end")]
    public void Translate_WhatMeansSomethingElse_IsRefused(string pattern, string named) =>
        Assert.Equal(named, Assert.Throws<NotSupportedException>(() => OnigurumaPattern.Translate(pattern)).Message);
}
