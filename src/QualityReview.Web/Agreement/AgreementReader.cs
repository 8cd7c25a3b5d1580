using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;

namespace QualityReview.Web.Agreement;

/// <summary>Reads what the page of agreement shows, from the ledger alone. Safe for many callers.</summary>
public sealed class AgreementReader(DatasetStore datasets, SampleTables tables, SampleStore samples, ReviewStore reviews, QueueReader queues)
{
    private static readonly Dictionary<string, string> _titles = ReasonCode.All.ToDictionary(reason => reason.Code, reason => reason.Title);

    private volatile ReadLedger? _last;

    /// <summary>What an address shows; null where there is no such dataset.</summary>
    public AgreementView? Read(string name, AgreementAddress address, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset)
        {
            return null;
        }

        var ledger = LedgerOf(dataset, address.Position, cancellation);
        var sources = tables.Get(dataset.DatasetId).Table.Sources;
        var report = AgreementReport.Of(
            ledger, address.Choice, ordinal => ordinal < sources.Codes.Length ? sources.Names[sources.Codes[ordinal]] : "", queues.Gold(dataset.DatasetId), cancellation);
        var disputes = Dispute.Of(ledger);
        var open = disputes.Where(dispute => dispute.SettledBy is null).ToList();
        return new AgreementView
        {
            Dataset = dataset,
            Address = address,
            Report = report,
            Everybody = [.. ledger.Authors.Order(StringComparer.Ordinal)],
            Disputes = Show(dataset, ledger, [.. open.Take(Math.Clamp(address.Show, 1, AgreementAddress.MostDisputes))]),
            OpenDisputes = open.Count,
            SettledDisputes = disputes.Count - open.Count,
        };
    }

    /// <summary>Title of a reason, or its code where it has none any more.</summary>
    internal static string TitleOf(string reason) => _titles.GetValueOrDefault(reason, reason);

    // Only added to, a ledger that ends at the same entry is the same: other people or days of it are chosen without reading it again.
    private ReviewLedger LedgerOf(Dataset dataset, long? position, CancellationToken cancellation)
    {
        if (_last is { } last && last.DatasetId == dataset.DatasetId && last.Ledger.Position == reviews.Position(dataset.DatasetId, position))
        {
            return last.Ledger;
        }

        var ledger = reviews.Ledger(dataset.DatasetId, position, cancellation);
        _last = new ReadLedger(dataset.DatasetId, ledger);
        return ledger;
    }

    private List<ShownDispute> Show(Dataset dataset, ReviewLedger ledger, List<Dispute> disputes) =>
    [
        .. disputes.Zip(samples.Excerpts(dataset.DatasetId, [.. disputes.Select(dispute => dispute.Ordinal)], 240), (dispute, sample) => new ShownDispute(
            dispute,
            sample,
            [.. dispute.Voices.Select(voice => new ShownVoice(
                ledger.Authors[voice.Author],
                voice.Verdict,
                string.Join(", ", voice.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(TitleOf))))])),
    ];

    private sealed record ReadLedger(long DatasetId, ReviewLedger Ledger);
}
