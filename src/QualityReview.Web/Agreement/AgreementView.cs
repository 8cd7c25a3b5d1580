using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Agreement;

/// <summary>What the page of agreement shows at one moment. Never changes.</summary>
public sealed record AgreementView
{
    public required Dataset Dataset { get; init; }

    public required AgreementAddress Address { get; init; }

    public required AgreementReport Report { get; init; }

    /// <summary>Everybody who has given a verdict, chosen or not.</summary>
    public required IReadOnlyList<string> Everybody { get; init; }

    /// <summary>The most disputed open ones, whoever is chosen.</summary>
    public required IReadOnlyList<ShownDispute> Disputes { get; init; }

    public required int OpenDisputes { get; init; }

    public required int SettledDisputes { get; init; }
}

/// <summary>A dispute with the beginning of its sample's text.</summary>
public sealed record ShownDispute(Dispute Dispute, Sample Sample, IReadOnlyList<ShownVoice> Voices);

/// <summary>What one person says of a disputed sample.</summary>
/// <param name="Reasons">Titles, separated by commas.</param>
public sealed record ShownVoice(string Name, Verdict Verdict, string Reasons);
