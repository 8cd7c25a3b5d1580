using QualityReview.Scorers;

namespace QualityReview.Web.Configuration;

/// <summary>The configured perplexity scorers, opened when somebody wants to see a text's surprisal and kept open for a while after.
/// One text is read at a time. Safe for many callers.</summary>
public sealed class SurprisalReaders(ScorerCatalog scorers, TimeProvider time) : IAsyncDisposable
{
    /// <summary>Longest text that is read, in UTF-16 units.</summary>
    public const int MaxCharacters = 100_000;

    /// <summary>How long a model stays in memory after its last use.</summary>
    public static readonly TimeSpan KeptOpen = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _turn = new(1);
    private OpenScorer? _open;
    private string _openKey = "";
    private ITimer? _closing;

    /// <summary>In the order of the catalog; empty where no perplexity scorer is configured.</summary>
    public IReadOnlyList<ScorerDefinition> Available => [.. scorers.All.Where(scorer => scorer is { Method: ScorerMethods.Perplexity, IsEnsemble: false })];

    /// <param name="key">Key of one of <see cref="Available"/>.</param>
    /// <exception cref="QualityReviewException">The text is too long, or the model cannot read it.</exception>
    public async Task<IReadOnlyList<TokenBits>> ReadAsync(string key, string text, CancellationToken cancellation)
    {
        if (text.Length > MaxCharacters)
        {
            throw new QualityReviewException($"The text has {text.Length} characters; surprisal is read of {MaxCharacters} at most.");
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            _closing?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            var reader = await OpenAsync(key, cancellation);
            return await Task.Run(() => reader.ReadAsync(text, cancellation), cancellation);
        }
        finally
        {
            _closing ??= time.CreateTimer(_ => _ = CloseUnusedAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _closing.Change(KeptOpen, Timeout.InfiniteTimeSpan);
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        _closing?.Dispose();
        await CloseAsync();
        _turn.Dispose();
    }

    private async Task<ISurprisalReader> OpenAsync(string key, CancellationToken cancellation)
    {
        if (_open is null || _openKey != key)
        {
            await CloseAsync();
            _open = await scorers.Get(key).OpenAsync(cancellation);
            _openKey = key;
        }

        return _open.Scorer as ISurprisalReader ?? throw new QualityReviewException($"The scorer {key} cannot say how surprising single tokens are; perplexity scorers can.");
    }

    private async Task CloseUnusedAsync()
    {
        // Whoever reads now sets the timer again when done.
        if (!await _turn.WaitAsync(0))
        {
            return;
        }

        try
        {
            await CloseAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask CloseAsync()
    {
        if (_open is { } open)
        {
            _open = null;
            await open.DisposeAsync();
        }
    }
}
