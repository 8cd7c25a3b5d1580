using System.Buffers;
using System.Globalization;
using System.Text;
using QualityReview.Samples;

namespace QualityReview.Web.Datasets;

/// <summary>The lines that an import set aside as tab-separated text that no spreadsheet takes for formulas.</summary>
public static class SetAsideFile
{
    public const string ContentType = "text/tab-separated-values; charset=utf-8";

    private const int Page = 1000;

    // With their full-width forms, which spreadsheets take for the same.
    private static readonly SearchValues<char> _formulaSigns = SearchValues.Create("=+-@＝＋－＠");

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder app) => app.MapGet(
        "/datasets/{name}/imports/{importId:long}/set-aside.tsv",
        (string name, long importId, DatasetStore datasets, ImportStore imports) =>
            datasets.Find(name) is { } dataset && imports.Find(importId) is { } import && import.DatasetId == dataset.DatasetId
                ? Results.Stream(
                    target => WriteAsync(target, (most, skip) => imports.SetAside(importId, most, skip)),
                    ContentType,
                    string.Create(CultureInfo.InvariantCulture, $"{name}-import-{importId}-set-aside.tsv"))
                : Results.NotFound());

    /// <param name="read">Reads lines: at most so many, after skipping so many.</param>
    internal static async Task WriteAsync(Stream target, Func<int, int, IReadOnlyList<SetAsideLine>> read)
    {
        await using var writer = new StreamWriter(target, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await writer.WriteLineAsync("line\treason\texcerpt");
        for (var skip = 0; read(Page, skip) is { Count: > 0 } lines; skip += Page)
        {
            foreach (var line in lines)
            {
                await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{line.Line}\t{Cell(line.Reason)}\t{Cell(line.Excerpt)}"));
            }
        }
    }

    /// <summary>One cell: controls become spaces; what a spreadsheet would compute gets an apostrophe before it.</summary>
    internal static string Cell(string text)
    {
        var cell = new StringBuilder(text.Length + 1);
        foreach (var letter in text)
        {
            cell.Append(char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter);
        }

        var shown = cell.ToString();
        var first = shown.AsSpan().TrimStart();
        return first.Length > 0 && _formulaSigns.Contains(first[0]) ? "'" + shown : shown;
    }
}
