using QualityReview.Parquet;

namespace QualityReview.Exports;

/// <summary>Writes Parquet files; <c>reasons</c> and <c>flags</c> are lists, <c>meta</c> is JSON as text.</summary>
internal sealed class ParquetSubsetWriter(ShardPlace place, SubsetLayout layout) : ISubsetWriter
{
    private readonly string[] _scorers = [.. layout.Scorers];
    private ParquetWriter? _file;

    public void Write(SubsetSample sample)
    {
        for (var copy = 1; copy <= sample.Copies; copy++)
        {
            WriteRow(sample, copy);
        }
    }

    public IReadOnlyList<SubsetShard> Finish()
    {
        if (_file is not null || place.Finished.Count == 0)
        {
            _file ??= Open();
            FinishShard();
        }

        return place.Finished;
    }

    public void Dispose() => _file?.Dispose();

    private void WriteRow(SubsetSample sample, int copy)
    {
        var meta = layout.HasTexts ? SubsetFields.Meta(sample) : null;
        // Only the texts weigh; the rest is small and compresses well.
        var bytes = (layout.HasTexts ? sample.Utf8.Length : sample.ContentHash.Length) + (meta?.Length ?? 0) + sample.Id.Length;
        if (place.IsFullFor(bytes))
        {
            FinishShard();
        }

        var file = _file ??= Open();
        file.Add(sample.Id);
        file.Add(sample.Source);
        if (layout.HasTexts)
        {
            file.Add(sample.Utf8.Span);
            file.Add(meta);
        }
        else
        {
            file.Add(sample.ContentHash);
        }

        file.Add(SubsetFields.Spell(sample.Decision));
        file.Add(SubsetFields.Spell(sample.Verdict));
        file.Add(string.Join(ParquetWriter.ListSeparator, sample.Reasons));
        file.Add(string.Join(ParquetWriter.ListSeparator, sample.Flags));
        if (layout.HasCopies)
        {
            file.Add(copy);
            file.Add(sample.Copies);
        }

        for (var i = 0; i < _scorers.Length; i++)
        {
            var score = SubsetFields.Score(sample, _scorers[i], i);
            file.Add(score.Value);
            file.Add(score.Percentile);
        }

        file.EndRow();
        place.Count(bytes);
    }

    private ParquetWriter Open() => new(place.Path,
    [
        .. layout.Names.Select(name => (name, name is "reasons" or "flags" ? ParquetType.TextList : name is "copy" or "copies" ? ParquetType.Integer : ParquetType.Text)),
        .. layout.ScoreNames.Select(name => (name, ParquetType.Float)),
    ]);

    private void FinishShard()
    {
        _file!.Close();
        _file.Dispose();
        _file = null;
        place.FinishShard(null);
    }
}
