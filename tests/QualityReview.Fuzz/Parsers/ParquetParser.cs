using QualityReview.Parquet;
using QualityReview.Samples.Files;

namespace QualityReview.Fuzz.Parsers;

/// <summary>Parquet files, which DuckDB reads: native code, whose deaths are found as the process's.</summary>
internal sealed class ParquetParser : Parser
{
    private readonly ScratchFolder _scratch = new();

    public override string Name => "parquet";

    public override IReadOnlyList<string> Words { get; } = ["PAR1", "text", "id", "source", "schema", "duckdb"];

    public override IEnumerable<byte[]> Seeds()
    {
        string[] queries =
        [
            "SELECT 'a text ' || i AS text, i AS id, 'web' AS source FROM range(50) t(i)",
            "SELECT 'a' AS text, {'url': 'x', 'n': [1, 2, NULL]} AS meta, NULL::VARCHAR AS language FROM range(3)",
            "SELECT repeat('long ', 500) || i AS text, 1.5::DOUBLE AS score, '2024-01-01'::TIMESTAMP AS t, MAP {'k': i} AS m FROM range(20) t(i)",
            "SELECT text FROM (VALUES ('x'), (NULL), (''), ('日本語 😀')) t(text)",
        ];
        string[] options = ["COMPRESSION zstd", "COMPRESSION uncompressed", "COMPRESSION snappy, ROW_GROUP_SIZE 2048"];
        var file = _scratch.File("seed.parquet");
        foreach (var (query, option) in queries.SelectMany(query => options, (query, option) => (query, option)))
        {
            using var duck = new DuckConnection();
            duck.Execute($"COPY ({query}) TO '{file}' (FORMAT parquet, {option})");
            yield return File.ReadAllBytes(file);
        }
    }

    public override byte[] Mutate(Mutator mutator, byte[] input, byte[] other)
    {
        var changed = mutator.Bytes(input, other, Words);
        // Without its marks at both ends nothing else of it is looked at; its foot is where the counts stand.
        if (mutator.Chance(90) && changed.Length > 12)
        {
            "PAR1"u8.CopyTo(changed);
            "PAR1"u8.CopyTo(changed.AsSpan(changed.Length - 4));
        }

        if (mutator.Chance(60) && changed.Length == input.Length && changed.Length > 300)
        {
            changed[^mutator.Random.Next(9, 300)] ^= (byte)(1 << mutator.Random.Next(8));
        }

        return changed;
    }

    public override string Read(byte[] input)
    {
        var file = _scratch.File("fuzz.parquet");
        File.WriteAllBytes(file, input);
        using var reader = SampleFileReader.Open(file, limits: new ImportLimits { MaxLineBytes = 64 << 10 });
        var (read, aside, last) = (0, 0, 1L);
        var reason = "";
        foreach (var line in reader.Read())
        {
            SampleFileParser.Check(line, last);
            last = line.Sample?.Line ?? line.SetAside!.Line;
            read += line.Sample is null ? 0 : 1;
            aside += line.SetAside is null ? 0 : 1;
            reason = line.SetAside?.Reason ?? reason;
            FuzzFault.Unless(read + aside <= 200_000, "A small file has hundreds of thousands of rows.");
        }

        return $"{Math.Min(read, 3)} {Math.Min(aside, 3)} {reason}";
    }

    public override void Dispose()
    {
        _scratch.Dispose();
        base.Dispose();
    }
}
