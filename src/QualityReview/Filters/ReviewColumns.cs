using QualityReview.Reviews;

namespace QualityReview.Filters;

/// <summary>The latest verdict on every sample and who gave it. One writer at a time; readers need no lock and see a
/// verdict at once or a moment later.</summary>
public sealed class ReviewColumns
{
    private readonly Dictionary<string, ushort> _known = new(StringComparer.Ordinal) { [""] = 0 };
    private string[] _names = [""];
    private long _revision;

    public ReviewColumns(int samples)
    {
        Verdicts = new byte[samples];
        ReviewerCodes = new ushort[samples];
    }

    /// <summary>Grows with every change.</summary>
    public long Revision => Interlocked.Read(ref _revision);

    /// <summary>Names by code; code 0 is nobody.</summary>
    public IReadOnlyList<string> Reviewers => Volatile.Read(ref _names);

    internal byte[] Verdicts { get; }

    internal ushort[] ReviewerCodes { get; }

    public Verdict VerdictOf(int ordinal) => (Verdict)Verdicts[ordinal];

    /// <summary>Empty where nobody has judged the sample.</summary>
    public string ReviewerOf(int ordinal) => Reviewers[ReviewerCodes[ordinal]];

    /// <param name="reviewer">Ignored for <see cref="Verdict.None"/>, which takes the verdict back.</param>
    public void Set(int ordinal, Verdict verdict, string reviewer)
    {
        var code = verdict == Verdict.None ? (ushort)0 : CodeFor(reviewer);
        Verdicts[ordinal] = (byte)verdict;
        ReviewerCodes[ordinal] = code;
        // Last, so that whoever has seen this number has not seen less than its change.
        Interlocked.Increment(ref _revision);
    }

    private ushort CodeFor(string reviewer)
    {
        if (!_known.TryGetValue(reviewer, out var code))
        {
            if (_names.Length > ushort.MaxValue)
            {
                throw new QualityReviewException("More than 65,535 people have reviewed this dataset, which is the most that is supported.");
            }

            code = (ushort)_names.Length;
            _known.Add(reviewer, code);
            // Readers hold the old array or the new one, and both have every code that they can have met.
            Volatile.Write(ref _names, [.. _names, reviewer]);
        }

        return code;
    }
}
