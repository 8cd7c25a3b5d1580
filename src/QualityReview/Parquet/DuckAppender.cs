using System.Text;

namespace QualityReview.Parquet;

/// <summary>Writes rows into a table, cell by cell. Rows are sure to be there only after <see cref="Close"/>.</summary>
internal sealed unsafe class DuckAppender : IDisposable
{
    private byte[] _utf8 = new byte[4096];
    private nint _appender;

    public DuckAppender(nint connection, string table) => Check(DuckNative.CreateAppender(connection, null, table, out _appender));

    public void Add(string? text)
    {
        if (text is null)
        {
            Check(DuckNative.AppendNull(_appender));
            return;
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most)
        {
            _utf8 = new byte[most];
        }

        var length = Encoding.UTF8.GetBytes(text, _utf8);
        fixed (byte* utf8 = _utf8)
        {
            Check(DuckNative.AppendText(_appender, utf8, (ulong)length));
        }
    }

    public void Add(ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and a text without one would be no text.
        fixed (byte* start = utf8.IsEmpty ? _utf8 : utf8)
        {
            Check(DuckNative.AppendText(_appender, start, (ulong)utf8.Length));
        }
    }

    public void Add(int value) => Check(DuckNative.AppendInteger(_appender, value));

    public void Add(float? value) => Check(value is { } number ? DuckNative.AppendFloat(_appender, number) : DuckNative.AppendNull(_appender));

    public void EndRow() => Check(DuckNative.EndRow(_appender));

    public void Close() => Check(DuckNative.CloseAppender(_appender));

    public void Dispose()
    {
        if (_appender != 0)
        {
            _ = DuckNative.DestroyAppender(ref _appender);
            _appender = 0;
        }
    }

    private void Check(int state)
    {
        if (state != 0)
        {
            throw DuckConnection.Fault(_appender == 0 ? 0 : DuckNative.AppenderError(_appender), "a row cannot be written");
        }
    }
}
