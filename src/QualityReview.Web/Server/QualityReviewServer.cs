using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration.Memory;
using QualityReview.Storage;
using QualityReview.Web.Agreement;
using QualityReview.Web.Api;
using QualityReview.Web.Browse;
using QualityReview.Web.Compare;
using QualityReview.Web.Configuration;
using QualityReview.Web.Duplicates;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;
using QualityReview.Web.Layout;
using QualityReview.Web.Map;
using QualityReview.Web.People;
using QualityReview.Web.Queues;
using QualityReview.Web.Samples;

namespace QualityReview.Web.Server;

/// <summary>Builds the web app.</summary>
public static class QualityReviewServer
{
    public const string DefaultUrl = "http://127.0.0.1:5100";

    // Without a formatter's name its options are passed over.
    private static readonly Dictionary<string, string?> _consoleLines = new() { ["Logging:Console:FormatterName"] = "simple", ["Logging:Console:FormatterOptions:IncludeScopes"] = "true" };

    /// <param name="configure">Called last, for tests and options of the command.</param>
    /// <exception cref="QualityReviewException">A setting is wrong, or the data folder cannot be used.</exception>
    public static WebApplication Build(string? dataFolder, string? urls, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // Static files lie beside the executable, wherever the program is started.
            ApplicationName = typeof(QualityReviewServer).Assembly.GetName().Name,
            WebRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? Path.Combine(AppContext.BaseDirectory, "wwwroot") : null,
        });
        // The least of all settings, so that any other wins: log lines say which request or page they belong to.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = _consoleLines });
        builder.Logging.Configure(lines => lines.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        Settings.Override(builder.Configuration, dataFolder);
        // Before the settings' own levels, so that these can raise it again.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // It warns that the keys of cookies lie unencrypted in the data folder, as the samples do.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        if (urls is not null || string.IsNullOrEmpty(builder.Configuration["Urls"]))
        {
            builder.Configuration["Urls"] = urls ?? DefaultUrl;
        }

        configure?.Invoke(builder);
        RefuseOpenAddresses(builder.Configuration);
        // Built files are served from the build output in every environment, not in Development alone.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddQualityReview(builder.Configuration);
        var keys = Path.Combine(builder.Configuration[$"{QualityReviewOptions.Section}:{nameof(QualityReviewOptions.DataFolder)}"] ?? new QualityReviewOptions().DataFolder, "keys");
        builder.Services.AddDataProtection().SetApplicationName("QualityReview").PersistKeysToFileSystem(new DirectoryInfo(keys));
        builder.Services.AddHostedService<ScorerTitles>();
        builder.Services.AddHostedService<JobRunner>();
        builder.Services.AddHostedService<Upkeep>();
        builder.Services.AddHostedService<WordIndexer>();
        builder.Services.AddPages();
        TelemetryExport.AddTo(builder.Services);
        builder.Services.AddPeople(QualityReviewSetup.Read(builder.Configuration));
        builder.Services.AddHome();
        builder.Services.AddBrowse();
        builder.Services.AddSamplePages();
        builder.Services.AddDuplicates();
        builder.Services.AddQueuePages();
        builder.Services.AddAgreement();
        builder.Services.AddCompare();
        builder.Services.AddApi();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        // A page of another site must not reach the app through a name that it controls.
        builder.Services.Configure<Microsoft.AspNetCore.HostFiltering.HostFilteringOptions>(hosts =>
            hosts.AllowedHosts = builder.Configuration["AllowedHosts"] is { Length: > 0 } named and not "*" ? [.. named.Split(';')] : ["localhost", "127.0.0.1", "[::1]"]);

        var app = builder.Build();
        // Opened now, so that a data folder that cannot be used is said before anything listens.
        _ = app.Services.GetRequiredService<ReviewDatabase>();
        TelemetryExport.Watch(app.Services);
        app.UseHostFiltering();
        app.UseMiddleware<CorrelationHeader>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<UnexpectedFaults>();
        app.UseRateLimiter();
        // Before the roles are asked for: the page that it shows has one too.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseMiddleware<ApiErrors>();
        app.UsePeople();
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapDownloads();
        app.MapExportDownloads();
        app.MapMap();
        app.MapGalleries();
        app.MapApi();
        app.MapQueues();
        app.MapPages();
        return app;
    }

    /// <summary>Everybody who reaches the app in single-user mode is its user: it listens on this machine alone.</summary>
    private static void RefuseOpenAddresses(ConfigurationManager configuration)
    {
        var settings = QualityReviewSetup.Read(configuration);
        if (settings.AllowRemote || !settings.Access.SingleUser)
        {
            return;
        }

        foreach (var url in configuration["Urls"]!.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var address = BindingAddress.Parse(url);
            if (address.Host != "localhost" && !(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)))
            {
                throw new WrongWordsException($"{url} can be reached from other machines, where everybody would be the one user; supported in single-user mode are 127.0.0.1, [::1] and localhost, or the setting QualityReview:AllowRemote where something else keeps strangers out.");
            }
        }
    }
}
