using System.IO.Compression;
using QualityReview.Samples.Files;

namespace QualityReview.Exports;

/// <summary>Writes one JSON object a line, its members in a fixed order.</summary>
internal sealed class JsonlSubsetWriter : ISubsetWriter
{
    private readonly ShardPlace _place;
    private readonly SubsetLayout _layout;
    private readonly FileCompression _compression;
    private readonly string[] _scorers;
    private readonly byte[][] _scoreNames;
    private readonly SubsetLine _line = new();
    private SubsetFile? _file;
    private Stream? _into;

    public JsonlSubsetWriter(ShardPlace place, SubsetLayout layout, FileCompression compression)
    {
        (_place, _layout, _compression, _scorers) = (place, layout, compression, [.. layout.Scorers]);
        _scoreNames = [.. _scorers.Select(NameOf)];
    }

    public void Write(SubsetSample sample)
    {
        for (var copy = 1; copy <= sample.Copies; copy++)
        {
            _line.Clear();
            WriteObject(sample, copy);
            _line.Raw("\n"u8);
            if (_place.IsFullFor(_line.Written.Length))
            {
                FinishShard();
            }

            (_into ??= Open()).Write(_line.Written);
            _place.Count(_line.Written.Length);
        }
    }

    public IReadOnlyList<SubsetShard> Finish()
    {
        if (_into is not null || _place.Finished.Count == 0)
        {
            _into ??= Open();
            FinishShard();
        }

        return _place.Finished;
    }

    public void Dispose() => _into?.Dispose();

    private static byte[] NameOf(string scorer)
    {
        var line = new SubsetLine();
        line.Text(scorer);
        line.Raw(":{\"value\":"u8);
        return line.Written.ToArray();
    }

    private Stream Open()
    {
        _file = new SubsetFile(_place.Path);
        return _compression switch
        {
            FileCompression.Gzip => new GZipStream(_file, CompressionLevel.Optimal),
            FileCompression.Zstd => new ZstdCompression(_file),
            _ => _file,
        };
    }

    private void FinishShard()
    {
        _into!.Dispose();
        _into = null;
        _place.FinishShard(_file);
    }

    private void WriteObject(SubsetSample sample, int copy)
    {
        _line.Raw("{\"id\":"u8);
        _line.Text(sample.Id);
        _line.Raw(",\"source\":"u8);
        _line.Text(sample.Source);
        if (_layout.HasTexts)
        {
            _line.Raw(",\"text\":"u8);
            _line.Text(sample.Utf8.Span);
            _line.Raw(",\"meta\":"u8);
            _line.Raw(SubsetFields.Meta(sample) ?? "null");
        }
        else
        {
            _line.Raw(",\"content_hash\":"u8);
            _line.Text(sample.ContentHash);
        }

        _line.Raw(",\"decision\":"u8);
        _line.Text(SubsetFields.Spell(sample.Decision));
        _line.Raw(",\"verdict\":"u8);
        _line.Text(SubsetFields.Spell(sample.Verdict));
        WriteList(",\"reasons\":["u8, sample.Reasons);
        WriteList(",\"flags\":["u8, sample.Flags);
        if (_layout.HasCopies)
        {
            _line.Raw(",\"copy\":"u8);
            _line.Number(copy);
            _line.Raw(",\"copies\":"u8);
            _line.Number(sample.Copies);
        }

        _line.Raw(",\"scores\":{"u8);
        for (var i = 0; i < _scorers.Length; i++)
        {
            var score = SubsetFields.Score(sample, _scorers[i], i);
            _line.Raw(i == 0 ? [] : ","u8);
            _line.Raw(_scoreNames[i]);
            _line.Number(score.Value);
            _line.Raw(",\"percentile\":"u8);
            _line.Number(score.Percentile);
            _line.Raw("}"u8);
        }

        _line.Raw("}}"u8);
    }

    private void WriteList(ReadOnlySpan<byte> begin, IReadOnlyList<string> codes)
    {
        _line.Raw(begin);
        for (var i = 0; i < codes.Count; i++)
        {
            _line.Raw(i == 0 ? [] : ","u8);
            _line.Text(codes[i]);
        }

        _line.Raw("]"u8);
    }
}
