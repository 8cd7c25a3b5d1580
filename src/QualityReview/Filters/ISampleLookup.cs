namespace QualityReview.Filters;

/// <summary>Answers the tests of a rule that need what is not held in memory: texts, ids and metadata. Safe for many callers.</summary>
public interface ISampleLookup
{
    /// <summary>Marks the samples whose text contains <paramref name="words"/>.</summary>
    /// <param name="into">One bit an ordinal, all 0.</param>
    /// <param name="limit">Time after which what was found so far has to do; null: all are found.</param>
    /// <returns>Whether all were found.</returns>
    bool Containing(string words, int samples, ulong[] into, TimeSpan? limit, CancellationToken cancellation);

    /// <summary>Marks those of some samples whose text contains <paramref name="words"/>, for few samples: each is asked by itself.</summary>
    /// <returns>False where they cannot be asked so; nothing is marked then.</returns>
    bool ContainingAmong(string words, ReadOnlySpan<ulong> among, ulong[] into, CancellationToken cancellation);

    /// <summary>Ordinals of the samples with one of these ids, in any order; an unknown id adds nothing.</summary>
    IEnumerable<int> WithIds(IReadOnlyList<string> ids, CancellationToken cancellation);

    /// <summary>Ordinals of the samples whose metadata has one of these values in a field, in any order.</summary>
    /// <param name="field">A field's name, or a dotted path into nested ones.</param>
    IEnumerable<int> WithMeta(string field, IReadOnlyList<string> values, CancellationToken cancellation);

    /// <summary>Ordinals of the samples whose metadata has a number in a field, or a text that is one, which passes the test; in any order.</summary>
    IEnumerable<int> WithMetaNumber(string field, NumberTest test, CancellationToken cancellation);

    /// <summary>Ordinals of the samples whose metadata has a field that is not null, in any order.</summary>
    IEnumerable<int> WithMetaField(string field, CancellationToken cancellation);

    /// <summary><see cref="Samplers.InversePropensity.IdHash"/> of the first <paramref name="count"/> samples, by ordinal.</summary>
    ulong[] IdHashes(int count, CancellationToken cancellation);
}
