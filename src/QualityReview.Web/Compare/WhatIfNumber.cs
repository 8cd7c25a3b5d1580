using System.Globalization;

namespace QualityReview.Web.Compare;

/// <summary>Large numbers as people type and read them: 1.4e9, 20B, 300 M.</summary>
internal static class WhatIfNumber
{
    private static readonly (double Factor, string Sign, string Signs)[] _steps = [(1e12, "T", "tT"), (1e9, "B", "bBgG"), (1e6, "M", "mM"), (1e3, "k", "kK")];

    /// <summary>Null for what is no number, or none that is supported: finite, and within the ends.</summary>
    public static double? Parse(string? text, double low, double high)
    {
        var digits = (text ?? "").Replace(",", "", StringComparison.Ordinal).Trim();
        var factor = 1.0;
        foreach (var step in _steps)
        {
            if (digits.Length > 1 && step.Signs.Contains(digits[^1], StringComparison.Ordinal))
            {
                (digits, factor) = (digits[..^1].TrimEnd(), step.Factor);
                break;
            }
        }

        return double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number * factor >= low && number * factor <= high ? number * factor : null;
    }

    /// <summary>Numbers separated by commas or spaces; null where one is not supported, or there are more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<double>? ParseList(string? text, double low, double high, int most)
    {
        var parts = (text ?? "").Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = parts.Select(part => Parse(part, low, high)).OfType<double>().ToList();
        return parts.Length is > 0 && parts.Length <= most && numbers.Count == parts.Length ? numbers : null;
    }

    /// <summary>Three digits that count: 12.8 M, 184 B, 0.025; powers of ten from a quadrillion on.</summary>
    public static string Text(double number)
    {
        if (!double.IsFinite(number))
        {
            return "–";
        }

        if (Math.Abs(number) >= 1e15)
        {
            return number.ToString("0.00e0", CultureInfo.InvariantCulture);
        }

        foreach (var (factor, sign, _) in _steps)
        {
            if (Math.Abs(number) >= factor * .9995)
            {
                return $"{Digits(number / factor)}\u00a0{sign}";
            }
        }

        return Digits(number);
    }

    /// <summary>The same number again when it is parsed, without spaces.</summary>
    public static string Exact(double number) => number.ToString("R", CultureInfo.InvariantCulture);

    private static string Digits(double number) => number == 0 ? "0"
        : Math.Round(number, Math.Clamp(2 - (int)Math.Floor(Math.Log10(Math.Abs(number))), 0, 6)).ToString("0.######", CultureInfo.InvariantCulture);
}
