using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>A statement that its connection prepares once and keeps: for what the writer runs many times a second, where parsing SQL
/// costs more than running it. For one thread, as its connection is.</summary>
internal sealed class KeptStatement
{
    private static readonly ConditionalWeakTable<SqliteConnection, Dictionary<string, KeptStatement>> _kept = [];

    private readonly SqliteCommand _command;

    private KeptStatement(SqliteCommand command) => _command = command;

    /// <summary>The statement of that text on that connection; its parameters keep their last values.</summary>
    public static KeptStatement On(SqliteConnection connection, string sql)
    {
        var statements = _kept.GetOrCreateValue(connection);
        if (!statements.TryGetValue(sql, out var kept))
        {
            var command = connection.CreateCommand();
            command.CommandText = sql;
            statements.Add(sql, kept = new KeptStatement(command));
        }

        return kept;
    }

    /// <param name="name">Beginning with "@", spelled as in the text.</param>
    /// <param name="value">Text, a number, a bool, a time or null.</param>
    public KeptStatement With(string name, object? value)
    {
        var stored = value switch
        {
            null => DBNull.Value,
            DateTimeOffset time => SqliteTypeHandlers.Text(time),
            _ => value,
        };
        var at = _command.Parameters.IndexOf(name);
        if (at < 0)
        {
            _command.Parameters.AddWithValue(name, stored);
        }
        else
        {
            _command.Parameters[at].Value = stored;
        }

        return this;
    }

    /// <returns>Rows that were changed.</returns>
    public int Execute() => _command.ExecuteNonQuery();

    /// <summary>The first row as <paramref name="read"/> makes it; the default of <typeparamref name="T"/> where there is none.</summary>
    public T? First<T>(Func<SqliteDataReader, T> read)
    {
        using var rows = _command.ExecuteReader();
        return rows.Read() ? read(rows) : default;
    }
}
