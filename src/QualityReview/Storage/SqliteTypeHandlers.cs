using System.Data;
using System.Globalization;
using Dapper;

namespace QualityReview.Storage;

/// <summary>The types that Dapper does not map on SQLite, all registered here, once.</summary>
internal static class SqliteTypeHandlers
{
    private static readonly Lock _gate = new();
    private static bool _registered;

    public static void Register()
    {
        lock (_gate)
        {
            if (_registered)
            {
                return;
            }

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
            SqlMapper.RemoveTypeMap(typeof(DateTimeOffset?));
            SqlMapper.AddTypeHandler(new TimeHandler());
            _registered = true;
        }
    }

    /// <summary>A time as it is stored: UTC in ISO 8601 with milliseconds, which sorts as text.</summary>
    public static string Text(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    public static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private sealed class TimeHandler : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) => Time((string)value);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = Text(value);
    }
}
