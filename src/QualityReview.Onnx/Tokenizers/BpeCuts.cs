namespace QualityReview.Onnx.Tokenizers;

/// <summary>Cuts text for a character BPE model that comes without pre-tokenizer (Gemma, Llama 2) and would see a document as one word.
/// Where two neighbours stand side by side in no token, no merge can join them: a cut there changes nothing, and words come again
/// and again.</summary>
internal sealed class BpeCuts(Vocabulary vocabulary) : PreTokenizer
{
    private readonly PairTable _neighbours = Neighbours(vocabulary);
    private readonly bool[] _isKnown = [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => vocabulary.Find([(char)c]) >= 0)];

    public override void Apply(Pieces pieces)
    {
        var text = pieces.Text.Text;
        var ranges = new List<TextMatch>(text.Length / 4 + 1);
        foreach (var range in pieces.Ranges)
        {
            var start = range.Start;
            for (var at = start + 1; at < range.End; at++)
            {
                // Next to an unknown character the model fuses and falls back to bytes: leave that to it.
                if (_isKnown[text[at - 1]] && _isKnown[text[at]] && !_neighbours.TryGet(text[at - 1], text[at], out _, out _))
                {
                    ranges.Add(new(start, at));
                    start = at;
                }
            }

            ranges.Add(new(start, range.End));
        }

        pieces.Ranges = ranges;
    }

    private static PairTable Neighbours(Vocabulary vocabulary)
    {
        var neighbours = new PairTable(1 << 12);
        foreach (var token in vocabulary.Ids.Keys)
        {
            for (var i = 1; i < token.Length; i++)
            {
                neighbours.Set(token[i - 1], token[i], 0, 0);
            }
        }

        return neighbours;
    }
}
