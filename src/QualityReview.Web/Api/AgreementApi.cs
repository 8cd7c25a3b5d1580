using System.ComponentModel;
using QualityReview.Reviews;
using QualityReview.Web.Agreement;

namespace QualityReview.Web.Api;

/// <summary>How well people agree on a dataset, at what pace they judge, and what is left to settle.</summary>
/// <param name="Position">Last ledger entry that was looked at.</param>
/// <param name="Samples">Samples with a standing verdict.</param>
/// <param name="Disputes">The most disputed open ones.</param>
public sealed record AgreementAnswer(
    long Position,
    int Samples,
    VerdictCounts Verdicts,
    FilterTally Filter,
    AgreementNumbers Overall,
    IReadOnlyList<PersonNumbers> People,
    IReadOnlyList<PairNumbers> Pairs,
    IReadOnlyList<SourceNumbers> Sources,
    IReadOnlyList<ReasonFigures> Reasons,
    IReadOnlyList<DayNumbers> Days,
    int OpenDisputes,
    int SettledDisputes,
    IReadOnlyList<DisputeAnswer> Disputes);

/// <summary>Measures of agreement; null where they cannot be told.</summary>
/// <param name="Shared">Samples that two or more people judged keep or drop.</param>
/// <param name="Disputed">Of these, the samples on which not all said the same.</param>
/// <param name="Raw">Share of pairs of verdicts on a sample that are equal.</param>
/// <param name="Alpha">Krippendorff's.</param>
/// <param name="Fleiss">Fleiss' kappa.</param>
public sealed record AgreementNumbers(int Shared, int Disputed, double? Raw, RangeAnswer? RawRange, double? Alpha, RangeAnswer? AlphaRange, double? Fleiss, AgreementReading Reading)
{
    internal static AgreementNumbers Of(AgreementFigures figures) => new(
        figures.Shared, figures.Disputed, FiltersApi.Finite(figures.Raw), RangeAnswer.Of(figures.RawRange), FiltersApi.Finite(figures.Alpha), RangeAnswer.Of(figures.AlphaRange), FiltersApi.Finite(figures.Fleiss), figures.Reading);
}

/// <summary>A 95 % interval.</summary>
public sealed record RangeAnswer(double? Low, double? High)
{
    internal static RangeAnswer? Of(Interval? interval) => interval is { } known ? new(FiltersApi.Finite(known.Low), FiltersApi.Finite(known.High)) : null;
}

/// <summary>What one person did.</summary>
/// <param name="Given">Verdicts that the person wrote, changed and taken back ones included.</param>
/// <param name="Reversed">Of those, how many the same person took back or replaced.</param>
/// <param name="PerActiveHour">Verdicts in an hour at work; null where that cannot be said.</param>
public sealed record PersonNumbers(string Name, VerdictCounts Verdicts, FilterTally Filter, int Given, int Reversed, double? MedianSeconds, double? PerActiveHour);

/// <summary>How two people judged the samples that both judged keep or drop.</summary>
public sealed record PairNumbers(string First, string Second, int KeepKeep, int KeepDrop, int DropKeep, int DropDrop, double? Raw, double? Kappa, RangeAnswer? KappaRange);

/// <summary>Agreement on the samples of one source.</summary>
public sealed record SourceNumbers(string Source, VerdictCounts Verdicts, AgreementNumbers Agreement);

/// <summary>What one person did on one day, in UTC.</summary>
/// <param name="Keep">Share of keep among keep and drop.</param>
public sealed record DayNumbers(DateOnly Day, string Name, int Given, double? Keep, double? MedianSeconds);

/// <summary>A sample that one person keeps and another drops.</summary>
public sealed record DisputeAnswer(string Id, int Keeps, int Drops, IReadOnlyList<VoiceAnswer> Voices);

/// <summary>What one person says of a disputed sample.</summary>
/// <param name="Reasons">Reason codes.</param>
public sealed record VoiceAnswer(string Name, Verdict Verdict, IReadOnlyList<string> Reasons);

/// <summary>The report of agreement.</summary>
internal static class AgreementApi
{
    public static void Map(RouteGroupBuilder agreement) =>
        agreement.MapGet("", Get).As("getAgreement", ApiPolicy.LeadRead, "How well people agree, in pairs and by source, at what pace and for which reasons; and what they dispute.");

    private static AgreementAnswer Get(
        [Description(DatasetsApi.NameSays)] string dataset,
        SampleLists lists,
        AgreementReader reader,
        CancellationToken cancellation,
        [Description("Whose verdicts; may stand several times; everybody's where it is left out.")] string[]? who = null,
        [Description("First day, in UTC.")] DateOnly? from = null,
        [Description("Last day, in UTC.")] DateOnly? until = null,
        [Description("Ledger position; entries behind it are left out.")] long? position = null,
        [Description("Disputes at most, 1 to 500; 20 where it is left out.")] int disputes = AgreementAddress.FewDisputes)
    {
        if (disputes is < 1 or > AgreementAddress.MostDisputes)
        {
            throw ApiFault.Wrong($"The parameter disputes is {disputes}; 1 to {AgreementAddress.MostDisputes} are supported.");
        }

        _ = lists.Dataset(dataset);
        var view = reader.Read(dataset, new AgreementAddress { People = who ?? [], From = from, Until = until, Position = position, Show = disputes }, cancellation)!;
        var report = view.Report;
        return new AgreementAnswer(
            report.Position,
            report.Samples,
            VerdictCounts.Of(report.Tally),
            report.Filter,
            AgreementNumbers.Of(report.Overall),
            [.. report.People.Select(Of)],
            [.. report.Pairs.Select(Of)],
            [.. report.Sources.Select(source => new SourceNumbers(source.Source, VerdictCounts.Of(source.Tally), AgreementNumbers.Of(source.Agreement)))],
            report.Reasons,
            [.. report.Days.Select(day => new DayNumbers(day.Day, day.Name, day.Given, FiltersApi.Finite(day.Keep), FiltersApi.Finite(day.Pace.MedianSeconds)))],
            view.OpenDisputes,
            view.SettledDisputes,
            [.. view.Disputes.Select(Of)]);
    }

    private static PersonNumbers Of(PersonFigures person) => new(
        person.Name, VerdictCounts.Of(person.Tally), person.Filter, person.Given, person.Reversed, FiltersApi.Finite(person.Pace.MedianSeconds), FiltersApi.Finite(person.Pace.PerActiveHour));

    private static PairNumbers Of(PairFigures pair) => new(
        pair.First, pair.Second, pair.KeepKeep, pair.KeepDrop, pair.DropKeep, pair.DropDrop, FiltersApi.Finite(pair.Raw), FiltersApi.Finite(pair.Kappa), RangeAnswer.Of(AgreementReport.RangeOf(pair)));

    private static DisputeAnswer Of(ShownDispute shown) => new(
        shown.Sample.Id,
        shown.Dispute.Keeps,
        shown.Dispute.Drops,
        [.. shown.Dispute.Voices.Zip(shown.Voices, (voice, named) => new VoiceAnswer(named.Name, voice.Verdict, voice.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries)))]);
}
