using System.Runtime.InteropServices;
using QualityReview.Hashing;

namespace QualityReview.Duplicates;

/// <summary>Finds the exact and near-duplicates among texts: equal words first, then MinHash bands for pairs worth comparing, then the
/// true similarity of each such pair (Broder 1997; Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", chapter 3; Lee et al.,
/// arXiv 2107.06499, appendix A).</summary>
/// <remarks>The same texts and options give the same groups, whatever the threads. Memory: the band keys, at most
/// <see cref="MostKeys"/> integers, in several passes over the texts where these are not enough; up to 256 MiB of shingle counts; and
/// what is known of texts that have duplicates.</remarks>
/// <param name="threads">At most; 0 for all cores.</param>
public sealed class DuplicateFinder(ITexts texts, DuplicateOptions options, int threads = 0)
{
    /// <summary>Band keys in memory at once: half a GiB.</summary>
    public const int MostKeys = 1 << 27;

    private const int BatchSize = 1024;

    // Where in the whole work the counting of shingles and the making of signatures end.
    private const double CountingEnd = 0.4, SigningEnd = 0.8;

    private readonly MinHash _hash = new(options.Bands * options.Rows);
    private readonly ShingleCounts _counts = new(texts.Characters);
    private readonly Dictionary<int, List<int>> _copies = [];
    private readonly List<int> _firsts = [];
    private readonly HashSet<ulong> _compared = [];

    /// <summary>Band keys that this run may hold; fewer make more passes and the same groups.</summary>
    internal int KeysAtOnce { get; init; } = MostKeys;

    /// <param name="progress">Gets the part of the work that is done, 0–1; any thread.</param>
    public DuplicateGroups Find(IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        options.Check();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount, CancellationToken = cancellation };
        Count(parallel, progress);
        var sets = new TextSets(texts, _counts, options);
        var graph = new PairGraph(options);
        var bandsAtOnce = Math.Clamp(KeysAtOnce / Math.Max(1, _firsts.Count), 1, options.Bands);
        for (var band = 0; band < options.Bands && _firsts.Count > 1; band += bandsAtOnce)
        {
            var bands = Math.Min(bandsAtOnce, options.Bands - band);
            var keys = Sign(sets, band, bands, parallel, progress);
            for (var i = 0; i < bands; i++)
            {
                Compare(keys[i], sets, graph, parallel);
                progress?.Report(SigningEnd + ((1 - SigningEnd) * (band + i + 1) / options.Bands));
            }
        }

        return Number(graph.Groups((one, other) => Likeness.Of(sets.Of(one), sets.Of(other)), cancellation));
    }

    /// <summary>Finds equal texts, and counts in how many of the others each shingle stands.</summary>
    private void Count(ParallelOptions parallel, IProgress<double>? progress)
    {
        var known = new Dictionary<ulong, int>();
        for (var first = 0; first < texts.Count; first += BatchSize)
        {
            var batch = texts.Range(first, Math.Min(BatchSize, texts.Count - first));
            var cut = new Shingles[batch.Count];
            Parallel.For(0, batch.Count, parallel, i => cut[i] = Shingles.Of(batch[i], options.ShingleSize));
            var unseen = new List<uint[]>();
            for (var i = 0; i < cut.Length; i++)
            {
                if (!known.TryAdd(cut[i].Key, first + i))
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(_copies, known[cut[i].Key], out _) ??= []).Add(first + i);
                }
                else if (cut[i].InOrder.Length > 0)
                {
                    _firsts.Add(first + i);
                    unseen.Add(cut[i].InOrder);
                }
            }

            Parallel.ForEach(unseen, parallel, shingles => _counts.Add(Shingles.SetOf(shingles)));
            progress?.Report(CountingEnd * (first + batch.Count) / texts.Count);
        }
    }

    /// <summary>The keys of some bands, one array a band, by place in the list of texts that are no exact copies.</summary>
    private uint[][] Sign(TextSets sets, int firstBand, int bands, ParallelOptions parallel, IProgress<double>? progress)
    {
        var keys = new uint[bands][];
        for (var band = 0; band < bands; band++)
        {
            keys[band] = new uint[_firsts.Count];
        }

        for (var first = 0; first < _firsts.Count;)
        {
            var ordinals = Batch(first);
            var batch = texts.Range(ordinals[0], ordinals[^1] - ordinals[0] + 1);
            var start = first;
            Parallel.For(0, ordinals.Length, parallel, () => new uint[_hash.Room], (i, _, signature) =>
            {
                _hash.Write(sets.Of(batch[ordinals[i] - ordinals[0]]), signature);
                for (var band = 0; band < bands; band++)
                {
                    keys[band][start + i] = Key(signature.AsSpan((firstBand + band) * options.Rows, options.Rows));
                }

                return signature;
            }, _ => { });
            first += ordinals.Length;
            var done = (firstBand + ((double)bands * first / _firsts.Count)) / options.Bands;
            progress?.Report(CountingEnd + ((SigningEnd - CountingEnd) * done));
        }

        return keys;
    }

    /// <summary>Ordinals of the next texts that are no exact copies; many copies between them make it small.</summary>
    private int[] Batch(int first)
    {
        var count = 1;
        while (count < BatchSize && first + count < _firsts.Count && _firsts[first + count] - _firsts[first] < 2 * BatchSize)
        {
            count++;
        }

        return CollectionsMarshal.AsSpan(_firsts).Slice(first, count).ToArray();
    }

    private static uint Key(ReadOnlySpan<uint> rows)
    {
        ulong key = 0;
        foreach (var row in rows)
        {
            key = SplitMix64.Mix(key + row + SplitMix64.Step);
        }

        return (uint)(key >> 32);
    }

    private void Compare(uint[] keys, TextSets sets, PairGraph graph, ParallelOptions parallel)
    {
        var pairs = new List<(int One, int Other)>();
        BandBuckets.Visit(BandBuckets.Sort(keys), (i, j, isLarge) =>
        {
            var (one, other) = (_firsts[i], _firsts[j]);
            if (!(isLarge && graph.Connects(one, other)) && _compared.Add(((ulong)(uint)one << 32) | (uint)other))
            {
                pairs.Add((one, other));
            }
        });
        pairs.Sort();
        var answers = sets.Compare(pairs, parallel);
        for (var i = 0; i < answers.Length; i++)
        {
            if (answers[i].IsNear(options.Threshold))
            {
                graph.Add(pairs[i].One, pairs[i].Other, answers[i]);
            }
        }
    }

    private DuplicateGroups Number(IEnumerable<List<(int Ordinal, Likeness Likeness)>> near)
    {
        var groups = new List<List<DuplicateMember>>();
        var inNear = new HashSet<int>();
        foreach (var group in near)
        {
            var members = new List<DuplicateMember>();
            foreach (var (ordinal, likeness) in group)
            {
                inNear.Add(ordinal);
                members.AddRange(CopiesOf(ordinal).Prepend(ordinal).Select(member =>
                    new DuplicateMember(0, member, ordinal == group[0].Ordinal, likeness.Similarity, likeness.Containment)));
            }

            groups.Add(members);
        }

        groups.AddRange(_copies.Keys.Where(first => !inNear.Contains(first))
            .Select(first => CopiesOf(first).Prepend(first).Select(member => new DuplicateMember(0, member, true, 1, 1)).ToList()));
        var ordered = groups.OrderByDescending(group => group.Count).ThenBy(group => group.Min(member => member.Ordinal));
        return new DuplicateGroups(
            [.. ordered.SelectMany((group, i) => group.OrderBy(member => member.Ordinal).Select(member => member with { Group = i + 1 }))],
            groups.Count,
            _copies.Values.Sum(copies => copies.Count),
            _compared.Count);
    }

    private List<int> CopiesOf(int ordinal) => _copies.GetValueOrDefault(ordinal) ?? [];
}
