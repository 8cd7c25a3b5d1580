using QualityReview.Parquet;

namespace QualityReview.Exports;

/// <summary>Writes Parquet files; <c>reasons</c> and <c>flags</c> are lists, <c>meta</c> is JSON as text.</summary>
internal sealed class ParquetSubsetWriter(ShardPlace place, IReadOnlyList<string> scorers) : ISubsetWriter
{
    private readonly string[] _scorers = [.. scorers];
    private ParquetWriter? _file;

    public void Write(SubsetSample sample)
    {
        var meta = SubsetFields.Meta(sample);
        // Only the texts weigh; the rest is small and compresses well.
        var bytes = sample.Text.Length + (meta?.Length ?? 0) + sample.Id.Length;
        if (place.IsFullFor(bytes))
        {
            FinishShard();
        }

        var file = _file ??= Open();
        file.Add(sample.Id);
        file.Add(sample.Source);
        file.Add(sample.Text);
        file.Add(meta);
        file.Add(SubsetFields.Spell(sample.Decision));
        file.Add(SubsetFields.Spell(sample.Verdict));
        file.Add(string.Join(ParquetWriter.ListSeparator, sample.Reasons));
        file.Add(string.Join(ParquetWriter.ListSeparator, sample.Flags));
        for (var i = 0; i < _scorers.Length; i++)
        {
            var score = SubsetFields.Score(sample, _scorers[i], i);
            file.Add(score.Value);
            file.Add(score.Percentile);
        }

        file.EndRow();
        place.Count(bytes);
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

    private ParquetWriter Open() => new(place.Path,
    [
        .. SubsetFields.Names.Select(name => (name, name is "reasons" or "flags" ? ParquetType.TextList : ParquetType.Text)),
        .. SubsetFields.ScoreNames(_scorers).Select(name => (name, ParquetType.Float)),
    ]);

    private void FinishShard()
    {
        _file!.Close();
        _file.Dispose();
        _file = null;
        place.FinishShard();
    }
}
