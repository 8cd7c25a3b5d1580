using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace QualityReview.Storage;

/// <summary>What those who run the program watch: a meter of the name <see cref="Name"/> for each database, whose scope it is. Any listener
/// reads it, such as dotnet-counters or OpenTelemetry; where nobody listens nothing is kept.</summary>
/// <remarks>Rates are left to whoever listens: a counter that only grows loses nothing between two readings.</remarks>
public sealed class Figures : IDisposable
{
    /// <summary>Of the meter, and of the source of traces.</summary>
    public const string Name = "QualityReview";

    private readonly Meter _meter;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _samples;
    private readonly Counter<long> _tokens;
    private readonly Histogram<double> _saves;
    private readonly Histogram<double> _waits;

    internal Figures(object scope)
    {
        _meter = new Meter(new MeterOptions(Name) { Scope = scope, Version = typeof(Figures).Assembly.GetName().Version?.ToString(3) });
        _rows = _meter.CreateCounter<long>("quality_review.import.rows", "{row}", "Samples that imports read and stored, those that were there already included.");
        _samples = _meter.CreateCounter<long>("quality_review.scoring.samples", "{sample}", "Samples that scoring jobs looked at.");
        _tokens = _meter.CreateCounter<long>("quality_review.scoring.tokens", "{token}", "Tokens that scoring jobs computed.");
        var seconds = new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10] };
        _saves = _meter.CreateHistogram("quality_review.review.save.duration", "s", "From a verdict's coming to its being on the disk.", null, seconds);
        _waits = _meter.CreateHistogram("quality_review.database.write.wait", "s", "How long a write waited for the writer to begin it.", null, seconds);
    }

    /// <summary>Where long work is traced: a span for each job.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    public void Dispose() => _meter.Dispose();

    /// <summary>Adds a figure that is asked for whenever somebody looks.</summary>
    public void Watch(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) => _meter.CreateObservableGauge(name, read, unit, description);

    /// <summary>Adds a figure that goes up and down.</summary>
    public UpDownCounter<long> Level(string name, string unit, string description) => _meter.CreateUpDownCounter<long>(name, unit, description);

    /// <summary>Counts what an import stored.</summary>
    internal void Stored(int rows) => _rows.Add(rows);

    /// <summary>Counts what a scoring job did.</summary>
    internal void Scored(int samples, long tokens)
    {
        _samples.Add(samples);
        if (tokens > 0)
        {
            _tokens.Add(tokens);
        }
    }

    /// <param name="began">Timestamp of <see cref="Stopwatch"/>.</param>
    internal void Saved(long began) => _saves.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);

    /// <inheritdoc cref="Saved"/>
    internal void Waited(long began) => _waits.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);
}
