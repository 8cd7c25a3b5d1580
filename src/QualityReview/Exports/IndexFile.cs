namespace QualityReview.Exports;

/// <summary>Writes <c>samples.tsv</c>, or <c>excluded.tsv</c>: one sample a line.</summary>
internal sealed class IndexFile(string folder, string name) : IDisposable
{
    private readonly SubsetFile _file = new(Path.Combine(folder, name));
    private readonly SubsetLine _line = new();

    /// <summary>One line a copy.</summary>
    public void Write(SubsetSample sample)
    {
        _line.Clear();
        _line.Raw(new IndexedSample(sample.Id, sample.ContentHash, sample.Probability).ToLine());
        _line.Raw("\n"u8);
        for (var copy = 0; copy < sample.Copies; copy++)
        {
            _file.Write(_line.Written);
        }
    }

    /// <summary>Id, content hash, and why it is not in the subset.</summary>
    public void WriteExcluded(SubsetSample sample)
    {
        _line.Clear();
        _line.Raw(new IndexedSample(sample.Id, sample.ContentHash, null).ToLine());
        _line.Raw("\t"u8);
        _line.Raw(sample.Excluded);
        _line.Raw("\n"u8);
        _file.Write(_line.Written);
    }

    public ManifestFile Finish()
    {
        _file.Dispose();
        return new ManifestFile(name, _file.Bytes, _file.Sha256, null);
    }

    public void Dispose() => _file.Dispose();
}
