using QualityReview.People;
using QualityReview.Reviews;
using QualityReview.Web.Configuration;
using QualityReview.Web.Queues;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Browse;

/// <summary>The verdicts that were given in one browser tab: an act, on one sample or on many, is taken back as a whole.</summary>
/// <param name="atWork">Null: default keys, and nothing is blind.</param>
public sealed class VerdictActs(ReviewStore reviews, AuditTrail audit, Reviewer reviewer, ReviewerAtWork? atWork = null)
{
    /// <summary>Samples on which one act may give a verdict.</summary>
    public const int MostSamples = 10_000;

    private readonly Stack<Act> _acts = new();

    /// <summary>Who gives the verdicts.</summary>
    public string Author => reviewer.Name;

    /// <summary>The keys that this person has chosen for verdicts.</summary>
    public VerdictKeys Keys => atWork?.Keys ?? new VerdictKeys();

    /// <summary>Leaves out bindings whose key is one of <see cref="Keys"/>.</summary>
    public IEnumerable<KeyBinding> Free(IEnumerable<KeyBinding> bindings) => atWork?.Free(bindings) ?? bindings;

    /// <inheritdoc cref="ReviewerAtWork.Blinded"/>
    public IReadOnlyDictionary<int, string> Blinded(long datasetId, IReadOnlyCollection<int> ordinals) => atWork?.Blinded(datasetId, ordinals) ?? new Dictionary<int, string>();

    /// <summary>Whether this person makes queues for others; whoever does not judges what is shown alone.</summary>
    public bool MayMakeQueues => reviewer.May(Role.Lead);

    /// <summary>Writes one ledger entry a sample, all or none, with what the compared filter said of each.</summary>
    public Task<Act> GiveAsync(BrowseView view, IReadOnlyList<int> ordinals, Verdict verdict) => GiveAsync(() => $"{view.Loaded.Dataset.Name}, {view.Whole}", ordinals, verdict, ordinal => new ReviewRequest
    {
        DatasetId = view.Loaded.Dataset.DatasetId,
        Ordinal = ordinal,
        Author = Author,
        Verdict = verdict,
        FilterSaid = view.Decisions is null ? Verdict.None : view.Decisions.FilterKeeps.Contains(ordinal) ? Verdict.Keep : Verdict.Drop,
        FilterRule = view.Compared?.Rule,
        ClientKey = "",
    });

    /// <summary>Writes one ledger entry a sample, all or none, where no filter is compared.</summary>
    /// <param name="subject">What the audit trail calls them.</param>
    public Task<Act> GiveAsync(string subject, long datasetId, IReadOnlyList<int> ordinals, Verdict verdict, string reason) => GiveAsync(
        () => subject, ordinals, verdict, ordinal => new ReviewRequest { DatasetId = datasetId, Ordinal = ordinal, Author = Author, Verdict = verdict, Reasons = [reason], ClientKey = "" });

    /// <summary>Writes verdicts of any kind on one dataset, all or none, and notes in the audit trail where they are many.</summary>
    /// <param name="subject">What the audit trail calls their samples.</param>
    /// <param name="requests">One a sample; their client keys are made here.</param>
    public async Task<IReadOnlyList<Review>> GiveAsync(Func<string> subject, IReadOnlyList<ReviewRequest> requests)
    {
        RefuseTooMany(requests.Count);
        reviewer.Require(requests.Count > 1 ? Role.Lead : Role.Annotator, requests.Count > 1 ? "judge many samples at once" : "judge a sample");
        if (requests.Any(request => request.Settles))
        {
            reviewer.Require(Role.Lead, "settle a disagreement");
        }

        var key = Guid.NewGuid().ToString("N");
        var written = await reviews.AddAllAsync([.. requests.Select(request => request with { ClientKey = $"{key}-{request.Ordinal}" })]);
        if (requests.Count > 1)
        {
            var verdicts = string.Join(", ", requests.Select(request => request.Verdict).Distinct().Order());
            await audit.AddAsync(Author, AuditAct.BulkReviewed, subject(), $"{Display.Count(requests.Count)} samples, {verdicts}");
        }

        return written;
    }

    /// <summary>Takes back entries of this person in a dataset; those of others and those that do not stand are left alone.</summary>
    /// <returns>How many were taken back.</returns>
    public async Task<int> TakeBackAsync(long datasetId, IReadOnlyList<long> reviewIds)
    {
        reviewer.Require(Role.Annotator, "undo a verdict");
        if (reviewIds.Count > 1)
        {
            await audit.AddAsync(Author, AuditAct.BulkUndone, datasetId.ToString(System.Globalization.CultureInfo.InvariantCulture), $"{Display.Count(reviewIds.Count)} samples");
        }

        return await reviews.UndoAllAsync(datasetId, reviewIds, Author, Guid.NewGuid().ToString("N"));
    }

    private async Task<Act> GiveAsync(Func<string> subject, IReadOnlyList<int> ordinals, Verdict verdict, Func<int, ReviewRequest> request)
    {
        RefuseTooMany(ordinals.Count);
        var written = await GiveAsync(subject, [.. ordinals.Select(request)]);
        var act = new Act(written[0].DatasetId, verdict, [.. written.Select(review => review.ReviewId)]);
        _acts.Push(act);
        return act;
    }

    /// <summary>Takes back the newest act on the dataset; null where this tab has none. An act that is no longer the newest
    /// can be named.</summary>
    public async Task<Act?> UndoAsync(long datasetId, Act? named = null)
    {
        var act = named ?? _acts.FirstOrDefault(known => known.DatasetId == datasetId);
        if (act is null || !_acts.Contains(act))
        {
            return null;
        }

        await TakeBackAsync(datasetId, act.ReviewIds);
        var others = _acts.Where(known => known != act).Reverse().ToList();
        _acts.Clear();
        others.ForEach(_acts.Push);
        return act;
    }

    private static void RefuseTooMany(int count)
    {
        if (count > MostSamples)
        {
            throw new WrongWordsException(TooMany(count));
        }
    }

    public static string TooMany(int count) =>
        $"The list has {Display.Count(count)} samples; one act gives a verdict to {Display.Count(MostSamples)} at most, so narrow the rule first.";
}

/// <summary>Verdicts that were given at once.</summary>
/// <param name="ReviewIds">Their entries in the ledger.</param>
public sealed record Act(long DatasetId, Verdict Verdict, IReadOnlyList<long> ReviewIds);
