namespace QualityReview.Scorers;

/// <summary>How surprising a part of a text was to a language model.</summary>
/// <param name="Start">0-based, in UTF-16 units.</param>
/// <param name="Length">In UTF-16 units; 0 for a token that shares its character with the one before.</param>
/// <param name="Bits">-log2 of the token's probability after all that the model saw before it.</param>
public readonly record struct TokenBits(int Start, int Length, float Bits);

/// <summary>A scorer that can also say token by token how surprising a text is.</summary>
public interface ISurprisalReader
{
    /// <summary>One entry a token that was predicted, in the order of the text.</summary>
    /// <exception cref="QualityReviewException">The text cannot be read; the message says why.</exception>
    Task<IReadOnlyList<TokenBits>> ReadAsync(string text, CancellationToken cancellation);
}
