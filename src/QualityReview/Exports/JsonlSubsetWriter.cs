using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using QualityReview.Samples.Files;

namespace QualityReview.Exports;

/// <summary>Writes one JSON object a line, its members in a fixed order.</summary>
internal sealed class JsonlSubsetWriter(ShardPlace place, IReadOnlyList<string> scorers, bool gzip) : ISubsetWriter
{
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private readonly string[] _scorers = [.. scorers];
    private Stream? _file;

    public void Write(SubsetSample sample)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, PlainJsonEncoder.Compact))
        {
            WriteObject(json, sample);
        }

        _line.Write("\n"u8);
        if (place.IsFullFor(_line.WrittenCount))
        {
            FinishShard();
        }

        _file ??= Open();
        _file.Write(_line.WrittenSpan);
        place.Count(_line.WrittenCount);
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

    private Stream Open()
    {
        var file = new FileStream(place.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 17);
        return gzip ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }

    private void FinishShard()
    {
        _file!.Dispose();
        _file = null;
        place.FinishShard();
    }

    private void WriteObject(Utf8JsonWriter json, SubsetSample sample)
    {
        json.WriteStartObject();
        json.WriteString("id", sample.Id);
        json.WriteString("source", sample.Source);
        json.WriteString("text", sample.Text);
        json.WritePropertyName("meta");
        if (SubsetFields.Meta(sample) is { } meta)
        {
            json.WriteRawValue(meta, skipInputValidation: true);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("decision", SubsetFields.Spell(sample.Decision));
        json.WriteString("verdict", SubsetFields.Spell(sample.Verdict));
        WriteList(json, "reasons", sample.Reasons);
        WriteList(json, "flags", sample.Flags);
        json.WriteStartObject("scores");
        for (var i = 0; i < _scorers.Length; i++)
        {
            var score = SubsetFields.Score(sample, _scorers[i], i);
            json.WriteStartObject(_scorers[i]);
            WriteNumber(json, "value", score.Value);
            WriteNumber(json, "percentile", score.Percentile);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> codes)
    {
        json.WriteStartArray(name);
        foreach (var code in codes)
        {
            json.WriteStringValue(code);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, float? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
