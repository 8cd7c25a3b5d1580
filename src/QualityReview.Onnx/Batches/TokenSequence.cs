namespace QualityReview.Onnx.Batches;

/// <summary>Token ids that the model reads in one go: a sample's whole text, a window or a piece of it.</summary>
/// <param name="Sample">0-based place of the sample in its chunk.</param>
/// <param name="Part">0-based place among the sample's sequences.</param>
/// <param name="Ids">At least one id.</param>
internal sealed record TokenSequence(int Sample, int Part, ReadOnlyMemory<int> Ids)
{
    /// <summary>The least that a model must be able to read.</summary>
    public static TokenSequence Probe { get; } = new(0, 0, new int[1]) { RowCount = 1, Labels = new int[1] };

    /// <summary>The first position whose prediction is wanted; the others follow it without gaps.</summary>
    public int FirstRow { get; init; }

    /// <summary>How many positions are wanted; 0 for encoders.</summary>
    public int RowCount { get; init; }

    /// <summary>Tokens whose log-probability is wanted, the same number at each wanted position, position by position.</summary>
    public ReadOnlyMemory<int> Labels { get; init; }
}
