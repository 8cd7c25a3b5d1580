using System.Globalization;
using Microsoft.Data.Sqlite;
using QualityReview.Filters;
using QualityReview.TestKit;

namespace QualityReview.Benchmarks.Rules;

/// <summary>The same columns as a SQLite table, percentiles ready computed, wholly in the page cache; no indexes, as any column may be asked.</summary>
internal sealed class SqlTable : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteConnection _connection;

    public SqlTable(SampleTable table)
    {
        _connection = new SqliteConnection($"Data Source={_folder.File("samples.sqlite")};Pooling=False");
        _connection.Open();
        var scores = string.Concat(Enumerable.Range(0, table.Scores.Count).Select(i => string.Create(CultureInfo.InvariantCulture, $", score_{i} real, percentile_{i} real, flags_{i} integer not null")));
        Execute($"""
            pragma cache_size = -1000000; pragma journal_mode = off; pragma temp_store = memory;
            create table samples (ordinal integer primary key, source text not null, language text not null, characters integer not null,
              verdict integer not null, reviewer text not null{scores})
            """);
        Fill(table);
    }

    /// <summary>All numbers of the answer, one after the other; texts and NULL are passed over.</summary>
    public List<long> Numbers(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var numbers = new List<long>();
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                if (reader.GetFieldType(i) == typeof(long))
                {
                    numbers.Add(reader.GetInt64(i));
                }
            }
        }
        return numbers;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    private void Fill(SampleTable table)
    {
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        var width = 6 + (3 * table.Scores.Count);
        insert.CommandText = $"insert into samples values ({string.Join(", ", Enumerable.Range(0, width).Select(i => "@c" + i.ToString(CultureInfo.InvariantCulture)))})";
        var cells = Enumerable.Range(0, width).Select(i => insert.Parameters.AddWithValue("@c" + i.ToString(CultureInfo.InvariantCulture), DBNull.Value)).ToArray();
        for (var ordinal = 0; ordinal < table.Count; ordinal++)
        {
            cells[0].Value = ordinal;
            cells[1].Value = table.Sources.Names[table.Sources.Codes[ordinal]];
            cells[2].Value = table.Languages.Names[table.Languages.Codes[ordinal]];
            cells[3].Value = table.Characters[ordinal];
            cells[4].Value = (int)table.Reviews.VerdictOf(ordinal);
            cells[5].Value = table.Reviews.ReviewerOf(ordinal);
            for (var i = 0; i < table.Scores.Count; i++)
            {
                var scored = !float.IsNaN(table.Scores[i].Values[ordinal]);
                cells[6 + (3 * i)].Value = scored ? (double)table.Scores[i].Values[ordinal] : DBNull.Value;
                cells[7 + (3 * i)].Value = scored ? (double)table.Scores[i].Percentiles[ordinal] : DBNull.Value;
                cells[8 + (3 * i)].Value = (int)table.Scores[i].Flags[ordinal];
            }
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
