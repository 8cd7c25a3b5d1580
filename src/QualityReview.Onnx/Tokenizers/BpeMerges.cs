using System.Buffers;

namespace QualityReview.Onnx.Tokenizers;

/// <summary>The merges of byte-pair encoding: which neighbours become one symbol, and which pair goes first.</summary>
internal sealed class BpeMerges(PairTable table)
{
    // Up to here, looking for the best pair again after each merge beats a heap.
    private const int ShortWord = 32;
    private const int NoRank = int.MaxValue;

    public static BpeMerges Read(JsonPart part, Vocabulary vocabulary, string prefix)
    {
        var table = new PairTable(part.Count);
        var rank = 0;
        foreach (var item in part.Items())
        {
            var (left, right) = Pair(item);
            var joined = vocabulary.IdOf(prefix.Length > 0 && right.StartsWith(prefix, StringComparison.Ordinal) ? left + right[prefix.Length..] : left + right);
            if (vocabulary.IdOf(left) is not { } a || vocabulary.IdOf(right) is not { } b || joined is not { } id)
            {
                throw item.Wrong("a pair of tokens whose join is a token as well");
            }

            table.Set(a, b, rank++, id);
        }

        return new(table);
    }

    /// <summary>Merges in place and returns how many symbols are left.</summary>
    /// <param name="symbols">Ids.</param>
    /// <param name="ends">Where each symbol ends; a merged symbol gets the end of its right part.</param>
    public int Merge(Span<int> symbols, Span<int> ends) => symbols.Length <= ShortWord ? MergeShort(symbols, ends) : MergeLong(symbols, ends);

    private int MergeShort(Span<int> symbols, Span<int> ends)
    {
        Span<int> ranks = stackalloc int[ShortWord];
        Span<int> joined = stackalloc int[ShortWord];
        var count = symbols.Length;
        for (var i = 0; i + 1 < count; i++)
        {
            ranks[i] = RankOf(symbols[i], symbols[i + 1], out joined[i]);
        }

        while (count > 1)
        {
            var best = 0;
            for (var i = 1; i + 1 < count; i++)
            {
                if (ranks[i] < ranks[best])
                {
                    best = i;
                }
            }

            if (ranks[best] == NoRank)
            {
                break;
            }

            symbols[best] = joined[best];
            ends[best] = ends[best + 1];
            count--;
            symbols[(best + 2)..(count + 1)].CopyTo(symbols[(best + 1)..]);
            ends[(best + 2)..(count + 1)].CopyTo(ends[(best + 1)..]);
            ranks[(best + 1)..count].CopyTo(ranks[best..]);
            joined[(best + 1)..count].CopyTo(joined[best..]);
            if (best > 0)
            {
                ranks[best - 1] = RankOf(symbols[best - 1], symbols[best], out joined[best - 1]);
            }

            if (best + 1 < count)
            {
                ranks[best] = RankOf(symbols[best], symbols[best + 1], out joined[best]);
            }
        }

        return count;
    }

    /// <summary>Symbols as a linked list, candidate pairs in a heap: n log n for a word of any length.</summary>
    private int MergeLong(Span<int> symbols, Span<int> ends)
    {
        var count = symbols.Length;
        var next = ArrayPool<int>.Shared.Rent(count);
        var previous = ArrayPool<int>.Shared.Rent(count);
        var heap = new RankHeap(count);
        for (var i = 0; i < count; i++)
        {
            next[i] = i + 1 < count ? i + 1 : -1;
            previous[i] = i - 1;
            if (i + 1 < count && RankOf(symbols[i], symbols[i + 1], out _) is var rank and not NoRank)
            {
                heap.Push(rank, i);
            }
        }

        while (heap.TryPop(out var rank, out var left))
        {
            // A pair that has changed since it was pushed has another rank, or is gone: ranks are unique.
            var right = symbols[left] < 0 ? -1 : next[left];
            if (right < 0 || RankOf(symbols[left], symbols[right], out var id) != rank)
            {
                continue;
            }

            symbols[left] = id;
            symbols[right] = -1;
            ends[left] = ends[right];
            next[left] = next[right];
            if (next[left] >= 0)
            {
                previous[next[left]] = left;
                PushPair(heap, symbols, left, next[left]);
            }

            if (previous[left] >= 0)
            {
                PushPair(heap, symbols, previous[left], left);
            }
        }

        var kept = 0;
        for (var i = 0; i >= 0; i = next[i])
        {
            (symbols[kept], ends[kept]) = (symbols[i], ends[i]);
            kept++;
        }

        heap.Release();
        ArrayPool<int>.Shared.Return(next);
        ArrayPool<int>.Shared.Return(previous);
        return kept;
    }

    private void PushPair(RankHeap heap, Span<int> symbols, int left, int right)
    {
        if (RankOf(symbols[left], symbols[right], out _) is var rank and not NoRank)
        {
            heap.Push(rank, left);
        }
    }

    private int RankOf(int left, int right, out int joined) => table.TryGet(left, right, out var rank, out joined) ? rank : NoRank;

    /// <summary>"a b" or ["a", "b"].</summary>
    private static (string Left, string Right) Pair(JsonPart item)
    {
        if (item.IsText)
        {
            var text = item.Text();
            var space = text.IndexOf(' ', StringComparison.Ordinal);
            return space > 0 && text.LastIndexOf(' ') == space ? (text[..space], text[(space + 1)..]) : throw item.Wrong("a pair of tokens with a space between");
        }

        return item.Items().Select(token => token.Text()).ToArray() is [var left, var right] ? (left, right) : throw item.Wrong("a pair of tokens");
    }
}
