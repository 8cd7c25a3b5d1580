namespace QualityReview.Onnx.Tokenizers;

/// <summary>The tokens of words seen lately. All threads share it without a lock: an entry is immutable, a slot is one reference,
/// and a lost write only costs the work again.</summary>
internal sealed class WordCache
{
    // Longer words hardly ever come twice.
    private const int LongestWord = 64;
    private const int Slots = 1 << 15;
    private readonly Entry?[] _slots = new Entry?[Slots];

    private sealed record Entry(string Word, int[] Ids, int[] Ends);

    public void Encode(IModel model, ReadOnlySpan<char> word, TokenBuffer tokens)
    {
        if (word.Length > LongestWord)
        {
            model.Encode(word, tokens);
            return;
        }

        ref var slot = ref _slots[string.GetHashCode(word) & (Slots - 1)];
        if (Volatile.Read(ref slot) is { } known && word.SequenceEqual(known.Word))
        {
            tokens.AddRange(known.Ids, known.Ends);
            return;
        }

        var first = tokens.Count;
        model.Encode(word, tokens);
        Volatile.Write(ref slot, new Entry(word.ToString(), tokens.Ids[first..].ToArray(), tokens.Ends[first..].ToArray()));
    }
}
