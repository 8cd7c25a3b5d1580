using System.Buffers;

namespace QualityReview.Filters;

/// <summary>Finds the samples of one table that a rule keeps. Keeps recent results; safe for many callers.</summary>
/// <param name="lookup">Answers tests of texts, ids and metadata; null: such tests are refused.</param>
public sealed class FilterEvaluator(SampleTable table, ISampleLookup? lookup = null)
{
    private const int KeptBytes = 32 << 20, FewestKept = 8, MostKept = 64;

    private readonly RecentlyUsed<string, (long Revision, SampleSet Set)> _kept =
        new(Math.Clamp(KeptBytes / (SampleBits.WordsFor(table.Count) * sizeof(ulong) + 1), FewestKept, MostKept));

    private readonly RecentlyUsed<string, IpsDraw> _draws = new(FewestKept);

    // Eight bytes a sample: read when a rule draws for the first time.
    private ulong[]? _idHashes;

    public SampleTable Table => table;

    /// <exception cref="WrongWordsException">The rule does not parse, or names what the table does not have.</exception>
    public SampleSet Evaluate(string rule, CancellationToken cancellation = default) => Evaluate(FilterRule.Parse(rule, table), cancellation);

    /// <summary>Names of sources, languages and reviewers that the table does not have match nothing.</summary>
    /// <exception cref="WrongWordsException">The rule names a scorer that the table does not have.</exception>
    public SampleSet Evaluate(FilterNode rule, CancellationToken cancellation = default)
    {
        // Read before the verdicts are: a verdict that changes meanwhile makes the result old, never falsely new.
        var revision = ReadsReviews(rule) ? table.Reviews.Revision : -1;
        var text = rule.ToString();
        if (_kept.TryGet(text, out var kept) && kept.Revision == revision)
        {
            return kept.Set;
        }

        var words = new ulong[SampleBits.WordsFor(table.Count)];
        Fill(rule, words, cancellation);
        var set = new SampleSet(table.Count, words);
        _kept.Keep(text, (revision, set));
        return set;
    }

    /// <summary>The samples that hold words, where that is known already.</summary>
    internal SampleSet? Known(TextTest test) => _kept.TryGet(test.ToString(), out var kept) ? kept.Set : null;

    /// <summary>Keeps the samples that hold words: all of them.</summary>
    internal void Keep(TextTest test, SampleSet all) => _kept.Keep(test.ToString(), (-1, all));

    /// <summary>What a draw by inverse propensity takes.</summary>
    /// <exception cref="WrongWordsException">The table has no such scorer, or one of which more is better.</exception>
    public IpsDraw Draw(IpsTest test, CancellationToken cancellation = default)
    {
        var text = test.ToString();
        if (!_draws.TryGet(text, out var draw))
        {
            var column = ColumnTests.Column(table, test.Key);
            if (RuleParser.NotThinnable(column) is { } reason)
            {
                throw new WrongWordsException($"The rule cannot be answered: ips names {test.Key}, {reason}.");
            }

            draw = new IpsDraw(column.Values, IdHashes(text, cancellation), test.Amount, test.Seed);
            _draws.Keep(text, draw);
        }

        return draw;
    }

    /// <summary><see cref="Samplers.InversePropensity.IdHash"/> of each sample, by ordinal; read when first asked for.</summary>
    /// <exception cref="WrongWordsException">Ids cannot be asked here.</exception>
    public ulong[] IdHashes(CancellationToken cancellation = default) => IdHashes("random", cancellation);

    private ulong[] IdHashes(string test, CancellationToken cancellation)
    {
        lock (_draws)
        {
            return _idHashes ??= (lookup ?? throw NoLookup(test)).IdHashes(table.Count, cancellation);
        }
    }

    private static bool ReadsReviews(FilterNode node) => node switch
    {
        AndNode and => and.Terms.Any(ReadsReviews),
        OrNode or => or.Terms.Any(ReadsReviews),
        NotNode not => ReadsReviews(not.Term),
        FieldTest { Field: SampleField.Verdict or SampleField.Reviewer } => true,
        _ => false,
    };

    private void Fill(FilterNode node, Span<ulong> into, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        switch (node)
        {
            case AndNode and:
                Combine(and.Terms, into, SampleBits.And, cancellation);
                break;
            case OrNode or:
                Combine(or.Terms, into, SampleBits.Or, cancellation);
                break;
            case NotNode not:
                Fill(not.Term, into, cancellation);
                SampleBits.Not(into, table.Count);
                break;
            case TextTest or MetaTest or MetaNumberTest or MetaExistsTest or FieldTest { Field: SampleField.Id }:
                LookUp(node, cancellation).Words.CopyTo(into);
                break;
            case IpsTest ips:
                Draw(ips, cancellation).Drawn.Words.CopyTo(into);
                break;
            default:
                ColumnTests.Fill(table, node, into);
                break;
        }
    }

    private delegate void Combination(Span<ulong> into, ReadOnlySpan<ulong> other);

    private void Combine(ValueList<FilterNode> terms, Span<ulong> into, Combination combine, CancellationToken cancellation)
    {
        Fill(terms[0], into, cancellation);
        var rented = ArrayPool<ulong>.Shared.Rent(into.Length);
        try
        {
            var other = rented.AsSpan(0, into.Length);
            for (var i = 1; i < terms.Count; i++)
            {
                Fill(terms[i], other, cancellation);
                combine(into, other);
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }

    private SampleSet LookUp(FilterNode test, CancellationToken cancellation)
    {
        // Kept for itself too: while other terms of a rule change, a search is not repeated.
        var text = test.ToString();
        if (_kept.TryGet(text, out var kept))
        {
            return kept.Set;
        }

        if (lookup is null)
        {
            throw NoLookup(text);
        }

        var set = test switch
        {
            TextTest contains => Containing(contains, cancellation),
            MetaTest meta => Turned(meta.Test, lookup.WithMeta(meta.Field, meta.Test.Names, cancellation)),
            MetaNumberTest meta => SampleSet.Of(table.Count, lookup.WithMetaNumber(meta.Field, meta.Test, cancellation)),
            MetaExistsTest meta => SampleSet.Of(table.Count, lookup.WithMetaField(meta.Field, cancellation)),
            FieldTest id => Turned(id.Test, lookup.WithIds(id.Test.Names, cancellation)),
            _ => throw new InvalidOperationException($"{test.GetType().Name} is not looked up."),
        };
        _kept.Keep(text, (-1, set));
        return set;
    }

    private SampleSet Containing(TextTest test, CancellationToken cancellation)
    {
        var words = new ulong[SampleBits.WordsFor(table.Count)];
        lookup!.Containing(test.Words, table.Count, words, null, cancellation);
        return new SampleSet(table.Count, words);
    }

    private static WrongWordsException NoLookup(string test) =>
        new($"The test {test} needs the samples' texts, ids or metadata, which cannot be asked here; scores, sources, languages, lengths and verdicts can.");

    private SampleSet Turned(NameTest test, IEnumerable<int> found)
    {
        var set = SampleSet.Of(table.Count, found);
        return test.Operator == NameOperator.IsNot ? set.Not() : set;
    }
}
