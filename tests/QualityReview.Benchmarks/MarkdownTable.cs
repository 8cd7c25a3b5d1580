using System.Globalization;

namespace QualityReview.Benchmarks;

/// <summary>A table for people, ready to be put into a README.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _lines = [headings, [.. headings.Select((_, i) => i == 0 ? "---" : "---:")]];

    /// <summary>Numbers get three significant digits.</summary>
    public void Add(params object[] cells) => _lines.Add([.. cells.Select(Text)]);

    public void Print()
    {
        foreach (var line in _lines)
        {
            Console.WriteLine($"| {string.Join(" | ", line)} |");
        }
        Console.WriteLine();
    }

    public static string Text(object cell) => cell switch
    {
        double.NaN => "",
        double number when number is >= 1000 or <= -1000 => number.ToString("N0", CultureInfo.InvariantCulture),
        0.0 => "0",
        double number => number.ToString("N" + Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 12).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        IFormattable other => other.ToString("N0", CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
