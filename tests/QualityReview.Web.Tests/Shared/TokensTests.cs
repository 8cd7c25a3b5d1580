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

    [Theory]
    [MemberData(nameof(Looks))]
    public void PercentileScale_EveryKindOfColourVision_TellsAllStepsApart(bool dark, bool more)
    {
        var colours = Read(dark, more);
        var steps = Enumerable.Range(0, 5).Select(step => colours[$"p{step}"]).ToList();
        // A difference of 2 is seen side by side; 10 at a glance.
        Assert.All(s_visions, vision => Assert.All(
            from a in Enumerable.Range(0, 5) from b in Enumerable.Range(0, a) select (a, b),
            pair => Assert.True(Difference(steps[pair.a], steps[pair.b], vision.Matrix) >= 10, $"{vision.Kind}: p{pair.a} and p{pair.b} {Difference(steps[pair.a], steps[pair.b], vision.Matrix):0.0}")));
    }

    [Fact]
    public void Difference_BlackAndWhite_Is100() => Assert.Equal(100, Difference("#000000", "#ffffff", s_visions[0].Matrix), 1);

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

    private static double Luminance(string hex) => Linear(hex) is [var red, var green, var blue] ? .2126 * red + .7152 * green + .0722 * blue : throw new ArgumentException(hex);

    private static double[] Linear(string hex) => [.. new[] { 1, 3, 5 }.Select(at =>
    {
        var part = int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;
        return part <= .04045 ? part / 12.92 : Math.Pow((part + .055) / 1.055, 2.4);
    })];

    // Complete loss of one kind of cone, in linear RGB: Machado, Oliveira and Fernandes 2009, "A physiologically-based model for
    // simulation of color vision deficiency", severity 1.
    private static readonly (string Kind, double[] Matrix)[] s_visions =
    [
        ("usual", [1, 0, 0, 0, 1, 0, 0, 0, 1]),
        ("protanopia", [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998]),
        ("deuteranopia", [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881]),
        ("tritanopia", [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900]),
    ];

    /// <summary>Distance in CIE Lab (1976, D65), as somebody with that vision sees both.</summary>
    private static double Difference(string one, string other, double[] vision) => Math.Sqrt(Lab(one, vision).Zip(Lab(other, vision), (a, b) => (a - b) * (a - b)).Sum());

    private static double[] Lab(string hex, double[] vision)
    {
        var from = Linear(hex);
        var seen = Enumerable.Range(0, 3).Select(row => Math.Clamp(Enumerable.Range(0, 3).Sum(i => vision[3 * row + i] * from[i]), 0, 1)).ToArray();
        var x = Curve((.4124564 * seen[0] + .3575761 * seen[1] + .1804375 * seen[2]) / .95047);
        var y = Curve(.2126729 * seen[0] + .7151522 * seen[1] + .0721750 * seen[2]);
        var z = Curve((.0193339 * seen[0] + .1191920 * seen[1] + .9503041 * seen[2]) / 1.08883);
        return [116 * y - 16, 500 * (x - y), 200 * (y - z)];

        static double Curve(double t) => t > 216 / 24389d ? Math.Cbrt(t) : (24389 / 27d * t + 16) / 116;
    }

    [GeneratedRegex(@"--(?<name>[\w-]+): light-dark\((?<light>#[0-9a-f]{6}), (?<dark>#[0-9a-f]{6})\)")]
    private static partial Regex Token();
}
