using System.Globalization;

namespace QualityReview.Web.Shared;

/// <summary>Numbers and times as people read them, the same on every machine: 12,400, 1.2 M, 71%, "12 min left".</summary>
public static class Display
{
    private const string Nbsp = "\u00a0";

    /// <summary>All digits, in groups: 12,400.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>All digits below a million, then 1.2 M, 3.4 G.</summary>
    public static string ShortCount(long count) => Math.Abs((double)count) switch
    {
        < 1e6 => Count(count),
        < 1e9 => Scaled(count / 1e6, "M"),
        _ => Scaled(count / 1e9, "G"),
    };

    /// <param name="part">0..1. A part that is neither nothing nor all never shows as 0% or 100%.</param>
    public static string Percent(double part)
    {
        var percent = part * 100;
        if (percent is > 0 and < 1)
            return "<1%";
        if (percent is < 100 and > 99)
            return ">99%";
        return Text($"{percent:F0}%");
    }

    /// <param name="percentile">0..100.</param>
    public static string Percentile(double percentile) => Text($"{percentile:F1}");

    /// <summary>A raw score: four digits that count, 0.00012, 1.24, 1,234.</summary>
    public static string Raw(double value) => value switch
    {
        double.NaN => "none",
        0 => "0",
        _ when Math.Abs(value) >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) < 1e-6 => value.ToString("0.##e0", CultureInfo.InvariantCulture),
        _ => Math.Round(value, Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 9)).ToString("0.#########", CultureInfo.InvariantCulture),
    };

    /// <summary>"rank 9,812 of 12,400 · 79.1 percentile · 1.24 bits per byte".</summary>
    public static string Exact(long rank, long of, double percentile, double value, string unit) =>
        Text($"rank {Count(rank)} of {Count(of)} · {Percentile(percentile)} percentile · {Raw(value)}{(unit.Length == 0 ? "" : " " + unit)}");

    /// <summary>"8,942 tokens/s"; slow work keeps two digits: "0.42 samples/s".</summary>
    public static string Rate(double perSecond, string unit) => perSecond switch
    {
        >= 100 => Text($"{perSecond:N0} {unit}/s"),
        >= 10 => Text($"{perSecond:F1} {unit}/s"),
        _ => Text($"{perSecond:F2} {unit}/s"),
    };

    public static string Left(TimeSpan left) => left < TimeSpan.FromMinutes(1) ? "under 1 min left" : $"{Duration(left)} left";

    /// <summary>The two largest units: 45 s, 12 min, 2 h 5 min, 3 d 4 h.</summary>
    public static string Duration(TimeSpan span) => span.TotalMinutes switch
    {
        < 1 => Text($"{Math.Max(0, span.Seconds)}{Nbsp}s"),
        < 60 => Text($"{span.Minutes}{Nbsp}min"),
        < 24 * 60 => Two(span.Hours, "h", span.Minutes, "min"),
        _ => Two(span.Days, "d", span.Hours, "h"),
    };

    /// <summary>"just now", "9 min ago", "3 d ago".</summary>
    public static string Ago(TimeSpan age) => age.TotalMinutes switch
    {
        < 1 => "just now",
        < 60 => Text($"{age.Minutes}{Nbsp}min ago"),
        < 24 * 60 => Text($"{age.Hours}{Nbsp}h ago"),
        _ => Text($"{age.Days}{Nbsp}d ago"),
    };

    /// <summary>"2026-11-21 04:00 UTC".</summary>
    public static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Bytes(long bytes) => bytes switch
    {
        < 1000 => Text($"{bytes}{Nbsp}B"),
        < 1_000_000 => Scaled(bytes / 1e3, "kB"),
        < 1_000_000_000 => Scaled(bytes / 1e6, "MB"),
        _ => Scaled(bytes / 1e9, "GB"),
    };

    /// <summary>"1 sample", "12,400 samples".</summary>
    public static string Plural(long count, string one) => $"{Count(count)} {one}{(count == 1 ? "" : "s")}";

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 ? Text($"{large}{Nbsp}{largeUnit}") : Text($"{large}{Nbsp}{largeUnit} {small}{Nbsp}{smallUnit}");

    private static string Scaled(double value, string unit) => Text($"{value:0.0}{Nbsp}{unit}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
