using QualityReview.Onnx.Batches;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx.Sessions;

/// <summary>Sees to it that a model gets only token ids that it knows: others are a fault on a CPU and rubbish on a GPU.</summary>
internal static class KnownTokens
{
    /// <summary>The folder's tokenizer.</summary>
    /// <exception cref="QualityReviewException">It is not the model's: its own vocabulary, or a token that it puts round every text,
    /// goes beyond the model's. Added tokens may: Gemma 3 has one for pictures, which only a text that spells it out would meet.</exception>
    public static Tokenizer Load(ModelFolder folder)
    {
        var tokenizer = Tokenizer.Load(folder.Path);
        if (folder.KnownIds > 0 && tokenizer.OwnVocabularySize > folder.KnownIds)
        {
            throw new QualityReviewException($"{folder.Path} has a tokenizer.json of {tokenizer.OwnVocabularySize} tokens, and its model knows {folder.KnownIds}; the two must belong together.");
        }
        var frame = SpecialFrame.Of(tokenizer);
        if (folder.KnownIds > 0 && frame.Before.Concat(frame.After).Append(tokenizer.BosId ?? 0).Max() is var id && id >= folder.KnownIds)
        {
            throw new QualityReviewException($"{folder.Path} has a tokenizer that puts the token {id} round every text, and its model knows {folder.KnownIds} tokens, the first of them 0; the two must belong together.");
        }
        return tokenizer;
    }

    /// <summary>What fills up a batch. The mask hides it, so any id will do where the files name one that the model lacks.</summary>
    public static int PadId(ModelFolder folder, Tokenizer tokenizer) =>
        tokenizer.PadId is { } id && (folder.KnownIds == 0 || id < folder.KnownIds) ? id : 0;

    /// <exception cref="RunFault">A sequence holds an id that the model does not know.</exception>
    public static void Demand(ModelFolder folder, IReadOnlyList<TokenSequence> batch)
    {
        if (folder.KnownIds == 0)
        {
            return;
        }
        foreach (var ids in batch.SelectMany(s => new[] { s.Ids, s.Labels }))
        {
            if (ids.Span.IndexOfAnyInRange(folder.KnownIds, int.MaxValue) is >= 0 and var place)
            {
                throw new RunFault(new InvalidDataException($"It holds the token {ids.Span[place]}, and the model knows {folder.KnownIds} tokens, the first of them 0."));
            }
        }
    }
}
