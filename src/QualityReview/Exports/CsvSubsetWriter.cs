using System.Globalization;
using System.Text;

namespace QualityReview.Exports;

/// <summary>Writes a table after RFC 4180 with a header in each file; reasons and flags are joined by semicolons.</summary>
internal sealed class CsvSubsetWriter(ShardPlace place, SubsetLayout layout) : ISubsetWriter
{
    private readonly byte[] _header = Encoding.UTF8.GetBytes(string.Join(",", layout.Names.Concat(layout.ScoreNames).Select(CsvCell.Quote)) + "\r\n");
    private readonly string[] _scorers = [.. layout.Scorers];
    private readonly StringBuilder _row = new();
    private byte[] _bytes = new byte[1 << 16];
    private SubsetFile? _file;

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
        _row.Clear();
        Cell(sample.Id);
        Cell(sample.Source);
        if (layout.HasTexts)
        {
            Cell(sample.Text);
            Cell(SubsetFields.Meta(sample));
        }
        else
        {
            Cell(sample.ContentHash);
        }

        Cell(SubsetFields.Spell(sample.Decision));
        Cell(SubsetFields.Spell(sample.Verdict));
        Cell(string.Join(';', sample.Reasons));
        Cell(string.Join(';', sample.Flags));
        if (layout.HasCopies)
        {
            _row.Append(CultureInfo.InvariantCulture, $"{copy},{sample.Copies},");
        }

        for (var i = 0; i < _scorers.Length; i++)
        {
            var score = SubsetFields.Score(sample, _scorers[i], i);
            _row.Append(CultureInfo.InvariantCulture, $"{score.Value},{score.Percentile},");
        }

        _row.Length--;
        _row.Append("\r\n");
        var most = Encoding.UTF8.GetMaxByteCount(_row.Length);
        if (_bytes.Length < most)
        {
            _bytes = new byte[most];
        }

        var bytes = Encode();
        if (place.IsFullFor(bytes))
        {
            FinishShard();
        }

        (_file ??= Open()).Write(_bytes.AsSpan(0, bytes));
        place.Count(bytes);
    }

    private void Cell(string? text) => _row.Append(CsvCell.Quote(CsvCell.Guard(text ?? ""))).Append(',');

    // The encoder keeps a surrogate pair together where a chunk ends inside it.
    private int Encode()
    {
        var encoder = Encoding.UTF8.GetEncoder();
        var at = 0;
        foreach (var chunk in _row.GetChunks())
        {
            at += encoder.GetBytes(chunk.Span, _bytes.AsSpan(at), flush: false);
        }

        return at + encoder.GetBytes([], _bytes.AsSpan(at), flush: true);
    }

    private SubsetFile Open()
    {
        var file = new SubsetFile(place.Path);
        file.Write(_header);
        return file;
    }

    private void FinishShard()
    {
        _file!.Dispose();
        place.FinishShard(_file);
        _file = null;
    }
}
