using System.Globalization;
using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Agreement;

/// <summary>Measures of agreement and pace as people read them.</summary>
internal static class Measures
{
    /// <summary>"0.72"; a dash where there is none.</summary>
    public static string Kappa(double value) => double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    /// <summary>"0.65 to 0.78", or empty.</summary>
    public static string Range(Interval? range) => range is { } known ? $"{Kappa(known.Low)} to {Kappa(known.High)}" : "";

    /// <summary>"86%"; a dash where there is none.</summary>
    public static string Share(double part) => double.IsFinite(part) ? Display.Percent(part) : "–";

    public static string Share(int part, int of) => of == 0 ? "–" : Display.Percent((double)part / of);

    /// <summary>"81% to 90%", or empty.</summary>
    public static string ShareRange(Interval? range) => range is { } known ? $"{Display.Percent(known.Low)} to {Display.Percent(known.High)}" : "";

    /// <summary>"8.5 s"; a dash where no time was taken.</summary>
    public static string Seconds(double seconds) => double.IsFinite(seconds) ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#}\u00a0s") : "–";

    public static string Number(double value) => double.IsFinite(value) ? Display.Count((long)Math.Round(value)) : "–";

    public static string Word(AgreementReading reading) => reading switch
    {
        AgreementReading.Firm => "firm",
        AgreementReading.Tentative => "tentative",
        AgreementReading.Weak => "weak",
        _ => "too few",
    };

    public static string Css(AgreementReading reading) => reading switch
    {
        AgreementReading.Firm => "good",
        AgreementReading.Tentative => "warn",
        AgreementReading.Weak => "bad",
        _ => "",
    };

    /// <summary>The steps of the heat map.</summary>
    public static AgreementReading ReadingOf(PairFigures pair) => pair.TooFew || !double.IsFinite(pair.Kappa) ? AgreementReading.TooFew
        : pair.Kappa >= QualityReview.Reviews.Agreement.FirmFrom ? AgreementReading.Firm
        : pair.Kappa >= QualityReview.Reviews.Agreement.TentativeFrom ? AgreementReading.Tentative
        : AgreementReading.Weak;
}
