using System.Globalization;
using System.Text.RegularExpressions;

namespace QualityReview.Web.Tests.Shared;

/// <summary>Contrast of the colours in tokens.css, by the formula of WCAG 2.2 (relative luminance).</summary>
public partial class TokensTests
{
    public static TheoryData<bool, bool> Looks => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Looks))]
    public void Text_OnEverySurface_AtLeast4_5(bool dark, bool more)
    {
        var colours = Read(dark, more);
        var pairs = from ink in new[] { "ink", "ink-2", "accent", "keep", "drop", "unsure" } from surface in new[] { "bg", "panel", "sunk" } select (ink, surface);
        pairs = pairs.Concat([("on-accent", "accent"), ("on-accent", "drop"), ("on-accent", "keep"), ("on-accent", "unsure"), ("accent", "accent-soft"), ("keep", "keep-soft"), ("drop", "drop-soft"), ("unsure", "unsure-soft"), ("ink", "unsure-soft"), ("ink", "hit"), ("ink", "hit-now")]);
        pairs = pairs.Concat(Enumerable.Range(1, 7).Select(step => ("ink", $"h{step}")));
        Assert.All(pairs, pair => Assert.True(Contrast(colours[pair.Item1], colours[pair.Item2]) >= 4.5, $"{pair} {Contrast(colours[pair.Item1], colours[pair.Item2]):0.00}"));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Shapes_OnEverySurface_AtLeast3(bool dark, bool more)
    {
        var colours = Read(dark, more);
        var pairs = from shape in new[] { "p0", "p1", "p2", "p3", "p4", "neutral", "edge", "focus", "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8" } from surface in new[] { "bg", "panel", "groove" } select (shape, surface);
        Assert.All(pairs, pair => Assert.True(Contrast(colours[pair.shape], colours[pair.surface]) >= 3, $"{pair} {Contrast(colours[pair.shape], colours[pair.surface]):0.00}"));
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public void Surprisal_Steps_EachStrongerThanTheLast(bool dark, bool more)
    {
        var colours = Read(dark, more);
        var steps = Enumerable.Range(1, 7).Select(step => Contrast(colours["panel"], colours[$"h{step}"])).ToList();
        Assert.Equal(steps.Order(), steps);
        Assert.Equal(7, steps.Distinct().Count());
    }

    [Fact]
    public void Contrast_BlackOnWhite_Is21() => Assert.Equal(21, Contrast("#000000", "#ffffff"), 3);

    private static Dictionary<string, string> Read(bool dark, bool more)
    {
        var css = File.ReadAllText(Repository.File("wwwroot-assets/css/tokens.css"));
        var contrastFrom = css.IndexOf("[data-contrast", StringComparison.Ordinal);
        var colours = new Dictionary<string, string>();
        foreach (Match match in Token().Matches(more ? css : css[..contrastFrom]))
            colours[match.Groups["name"].Value] = match.Groups[dark ? "dark" : "light"].Value;
        return colours;
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + .05) / (Math.Min(a, b) + .05);
    }

    private static double Luminance(string hex)
    {
        double Channel(int at)
        {
            var part = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
            return part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4);
        }

        return .2126 * Channel(1) + .7152 * Channel(3) + .0722 * Channel(5);
    }

    [GeneratedRegex(@"--(?<name>[\w-]+): light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\)")]
    private static partial Regex Token();
}
