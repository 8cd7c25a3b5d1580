using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using QualityReview.Comparisons;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Compare;

/// <summary>The galleries as one HTML file that needs nothing else: no script, no outside resource, all text encoded. The same galleries
/// give the same bytes.</summary>
internal static class GalleryReport
{
    /// <summary>Characters of each text, at most.</summary>
    public const int TextLength = 8000;

    private const string Style = """
        body { max-width: 860px; margin: 32px auto; padding: 0 16px; color: #1d1b18; background: #fff; font: 15px/1.5 system-ui, sans-serif; }
        h1 { font-size: 24px; } h2 { margin: 32px 0 4px; font-size: 19px; } h3 { margin: 0 0 8px; font-size: 14px; overflow-wrap: anywhere; }
        .muted { color: #5f5a52; font-size: 13px; }
        article { margin: 16px 0; padding: 14px 16px; border: 1px solid #d8d2c7; border-radius: 8px; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: 13px; } th, td { padding: 3px 12px 3px 0; text-align: left; } td { text-align: right; font-variant-numeric: tabular-nums; }
        .text { margin: 10px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; font: 14px/1.5 Georgia, serif; }
        @media print { body { margin: 0; } article { break-inside: avoid-page; } }
        """;

    // Letters of every script stay readable; markup, controls and signs that turn text around do not pass.
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Of(GalleryView view)
    {
        var html = new StringBuilder();
        var title = $"Galleries of {view.Dataset.Title}";
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(Text(title)).Append("</title>\n<style>\n").Append(Style)
            .Append("\n</style>\n</head>\n<body>\n<h1>").Append(Text(title)).Append("</h1>\n");
        Muted(html, GalleryWords.Definition);
        Muted(html, GalleryWords.Source);
        if (view.Galleries is not { } galleries)
        {
            Muted(html, "No scorer has scored this dataset.");
        }
        else
        {
            Muted(html, view.Order);
            Muted(html, GalleryWords.Counted(galleries));
            foreach (var (kind, samples) in galleries.Of.OrderBy(gallery => gallery.Key))
            {
                html.Append("<section>\n<h2>").Append(Text(GalleryWords.Title(kind))).Append("</h2>\n");
                Muted(html, samples.Count == 0 ? "No sample has a score of each of these scorers." : GalleryWords.Explain(kind));
                foreach (var sample in samples)
                {
                    Article(html, view, galleries, sample);
                }

                html.Append("</section>\n");
            }
        }

        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Article(StringBuilder html, GalleryView view, Galleries galleries, GallerySample shown)
    {
        var sample = view.Samples[shown.Ordinal];
        html.Append("<article>\n<h3><bdi>").Append(Text(sample.Id)).Append("</bdi></h3>\n<p class=\"muted\"><bdi>").Append(Text(sample.Source)).Append("</bdi> · ")
            .Append(Text(GalleryWords.Figures(shown))).Append("</p>\n<div class=\"scroll\"><table>\n<tr>");
        foreach (var card in galleries.Scorers)
        {
            html.Append("<th scope=\"col\">").Append(Text(card.Title)).Append("</th>");
        }

        html.Append("</tr>\n<tr>");
        foreach (var percentile in shown.Percentiles)
        {
            html.Append("<td>").Append(percentile.ToString("0.00", CultureInfo.InvariantCulture)).Append("</td>");
        }

        html.Append("</tr>\n</table></div>\n<p class=\"text\" dir=\"auto\">").Append(Text(sample.Text)).Append("</p>\n");
        if (sample.Characters > TextLength)
        {
            Muted(html, $"The first {Display.Count(TextLength)} of {Display.Plural(sample.Characters, "character")}.");
        }

        html.Append("</article>\n");
    }

    private static void Muted(StringBuilder html, string text) => html.Append("<p class=\"muted\">").Append(Text(text)).Append("</p>\n");

    private static string Text(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || HiddenCharacters.TurnsText(rune.Value)))
            {
                kept.Append(rune.ToString());
            }
        }

        // Line ends and tabs are shown by the style; the encoder would write them as numbers.
        return _encoder.Encode(kept.ToString()).Replace("&#xA;", "\n", StringComparison.Ordinal).Replace("&#x9;", "\t", StringComparison.Ordinal);
    }
}
