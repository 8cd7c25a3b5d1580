using System.Globalization;
using System.Text;

namespace QualityReview.Exports;

/// <summary>Writes a table after RFC 4180 with a header in each file; reasons and flags are joined by semicolons.</summary>
internal sealed class CsvSubsetWriter(ShardPlace place, IReadOnlyList<string> scorers) : ISubsetWriter
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private readonly string _header = string.Join(",", SubsetFields.Names.Concat(SubsetFields.ScoreNames(scorers)).Select(CsvCell.Quote)) + "\r\n";
    private readonly string[] _scorers = [.. scorers];
    private readonly StringBuilder _row = new();
    private StreamWriter? _file;

    public void Write(SubsetSample sample)
    {
        _row.Clear();
        Cell(sample.Id);
        Cell(sample.Source);
        Cell(sample.Text);
        Cell(SubsetFields.Meta(sample));
        Cell(SubsetFields.Spell(sample.Decision));
        Cell(SubsetFields.Spell(sample.Verdict));
        Cell(string.Join(';', sample.Reasons));
        Cell(string.Join(';', sample.Flags));
        for (var i = 0; i < _scorers.Length; i++)
        {
            var score = SubsetFields.Score(sample, _scorers[i], i);
            _row.Append(CultureInfo.InvariantCulture, $"{score.Value},{score.Percentile},");
        }

        _row.Length--;
        var row = _row.Append("\r\n").ToString();
        var bytes = s_utf8.GetByteCount(row);
        if (place.IsFullFor(bytes))
        {
            FinishShard();
        }

        _file ??= Open();
        _file.Write(row);
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

    private void Cell(string? text) => _row.Append(CsvCell.Quote(CsvCell.Guard(text ?? ""))).Append(',');

    private StreamWriter Open()
    {
        var file = new StreamWriter(new FileStream(place.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 17), s_utf8, 1 << 14);
        file.Write(_header);
        return file;
    }

    private void FinishShard()
    {
        _file!.Dispose();
        _file = null;
        place.FinishShard();
    }
}
