using System.Globalization;
using System.Text;

namespace QualityReview.Faults.Soak;

/// <summary>The figures of a soak over time as an SVG, one panel each, from zero.</summary>
internal static class SoakPlot
{
    private const int Width = 720, Height = 110, Left = 60, Gap = 34;

    public static string Draw(IReadOnlyList<SoakSample> samples)
    {
        var figures = SoakSample.Figures;
        var svg = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width + Left + 20} {figures.Count * (Height + Gap) + 10}" font-family="sans-serif" font-size="12">"""));
        svg.Append('\n');
        var end = samples.Max(sample => sample.Seconds);
        for (var panel = 0; panel < figures.Count; panel++)
        {
            var (name, of) = figures[panel];
            var top = panel * (Height + Gap) + 20;
            var most = Math.Max(samples.Max(of), 1);
            var points = string.Join(' ', samples.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{Left + sample.Seconds / end * Width:0.#},{top + Height - of(sample) / most * Height:0.#}")));
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="{Left}" y="{top - 5}">{name}</text>
                <text x="{Left - 5}" y="{top + 5}" text-anchor="end">{most:0.#}</text>
                <text x="{Left - 5}" y="{top + Height}" text-anchor="end">0</text>
                <text x="{Left + Width}" y="{top + Height + 12}" text-anchor="end">{end / 60:0.#} min</text>
                <rect x="{Left}" y="{top}" width="{Width}" height="{Height}" fill="none" stroke="#999"/>
                <polyline points="{points}" fill="none" stroke="#06c" stroke-width="1.5"/>

                """);
        }

        return svg.Append("</svg>\n").ToString();
    }
}
