using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using QualityReview.Jobs;
using QualityReview.Storage;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Server;

/// <summary>Sends figures and traces to a collector by OTLP, where a setting or the standard environment variable names one; else
/// nothing leaves the machine.</summary>
internal sealed partial class TelemetryExport(QualityReviewOptions options, IConfiguration configuration, ILogger<TelemetryExport> logger) : IHostedService
{
    /// <summary>Names the collector where the settings do not.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] _meters =
        [Figures.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime"];

    private TracerProvider? _traces;
    private MeterProvider? _meterProvider;

    public static IServiceCollection AddTo(IServiceCollection services) => services.AddScoped<Correlation>().AddSingleton<OpenPages>()
        .AddScoped<Microsoft.AspNetCore.Components.Server.Circuits.CircuitHandler, PageCircuit>().AddHostedService<TelemetryExport>();

    /// <summary>Figures that are asked for whenever somebody looks.</summary>
    public static void Watch(IServiceProvider services)
    {
        var jobs = services.GetRequiredService<JobStore>();
        services.GetRequiredService<ReviewDatabase>().Figures.Watch("quality_review.jobs", "{job}", "Jobs that wait and jobs that run.", () =>
        {
            var counts = jobs.CountByState();
            return [Of(JobState.Queued), Of(JobState.Running)];

            System.Diagnostics.Metrics.Measurement<long> Of(string state) => new(counts.GetValueOrDefault(state), KeyValuePair.Create("state", (object?)state));
        });
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var settings = options.Telemetry;
        var named = settings.Endpoint.Length > 0 ? settings.Endpoint : configuration[EndpointVariable] ?? "";
        if (named.Length == 0)
        {
            return Task.CompletedTask;
        }

        _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Describe).AddSource(Figures.Name, "Microsoft.AspNetCore")
            .AddOtlpExporter(exporter => Direct(exporter, "v1/traces")).Build();
        _meterProvider = Sdk.CreateMeterProviderBuilder().ConfigureResource(Describe).AddMeter(_meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Direct(exporter, "v1/metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = settings.Seconds * 1000;
            }).Build();
        // The host alone: an address may hold a password.
        LogExports(logger, Uri.TryCreate(named, UriKind.Absolute, out var collector) ? collector.Host : "a collector");
        return Task.CompletedTask;
    }

    /// <summary>Sends what has not been sent; a collector that does not answer holds the end up for some seconds and no longer.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _traces?.Dispose();
            _meterProvider?.Dispose();
        },
        CancellationToken.None);

    // What the standard variables say of the service wins.
    private static void Describe(ResourceBuilder resource) =>
        resource.AddService("quality-review", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version!.ToString(3)).AddEnvironmentVariableDetector();

    // Headers, timeouts and the like stay those of the standard variables; so does the address, where they alone name it.
    private void Direct(OtlpExporterOptions exporter, string path)
    {
        if (options.Telemetry.Endpoint.Length == 0)
        {
            return;
        }

        var isGrpc = options.Telemetry.Protocol == TelemetryOptions.Grpc;
        exporter.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(isGrpc ? options.Telemetry.Endpoint : $"{options.Telemetry.Endpoint.TrimEnd('/')}/{path}");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Figures and traces go to {host}")]
    private static partial void LogExports(ILogger logger, string host);
}
