using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace QualityReview.Web.Tests.Server;

/// <summary>A line of the log with what it is joined to others by.</summary>
internal sealed record LogLine(string Message, Exception? Fault, IReadOnlyDictionary<string, object?> Scope);

/// <summary>Keeps what a running app logs, as a structured log would.</summary>
internal sealed class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<LogLine> _lines = new();
    private IExternalScopeProvider? _scopes;

    public IReadOnlyList<LogLine> All => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private sealed class Logger(LogLines lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var scope = new Dictionary<string, object?>();
            lines._scopes?.ForEachScope(
                (part, found) =>
                {
                    foreach (var (key, value) in part as IEnumerable<KeyValuePair<string, object?>> ?? [])
                    {
                        found[key] = value;
                    }
                },
                scope);
            lines._lines.Enqueue(new LogLine(formatter(state, exception), exception, scope));
        }
    }
}
