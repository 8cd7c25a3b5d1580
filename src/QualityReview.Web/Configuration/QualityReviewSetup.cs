
using QualityReview.Clusters;
using QualityReview.Duplicates;
using QualityReview.Exports;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Recipes;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Scorers;
using QualityReview.Storage;

namespace QualityReview.Web.Configuration;

/// <summary>The stores, scorers and jobs of one data folder, the same for the web app and the commands.</summary>
public static class QualityReviewSetup
{
    public static IServiceCollection AddQualityReview(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Read(configuration);
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ReviewDatabase.Open(options.DataFolder));
        services.AddSingleton<DatasetStore>();
        services.AddSingleton<SampleStore>();
        services.AddSingleton<SampleWriter>();
        services.AddSingleton<WordIndex>();
        services.AddSingleton<UncutTexts>();
        services.AddSingleton<DatasetArchive>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ScoreStore>();
        services.AddSingleton<EmbeddingStore>();
        services.AddSingleton<ClusterStore>();
        services.AddSingleton<ReviewStore>();
        services.AddSingleton<DuplicateStore>();
        services.AddSingleton<FilterStore>();
        services.AddSingleton<QueueStore>();
        services.AddSingleton<QueueReader>();
        services.AddSingleton<QueueDrawer>();
        services.AddSingleton<ReviewerKeys>();
        services.AddSingleton(provider => new QueueWork(
            provider.GetRequiredService<ReviewDatabase>(), provider.GetRequiredService<ReviewStore>(), provider.GetRequiredService<TimeProvider>(), TimeSpan.FromSeconds(options.Queues.LeaseSeconds)));
        services.AddSingleton<AccountStore>();
        services.AddSingleton<InvitationStore>();
        services.AddSingleton<ApiTokenStore>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<ApiRequestStore>();
        services.AddSingleton(provider => new SampleTables(
            provider.GetRequiredService<DatasetStore>(), provider.GetRequiredService<SampleStore>(), provider.GetRequiredService<ScoreStore>(), provider.GetRequiredService<ReviewStore>(),
            provider.GetRequiredService<ClusterStore>(), provider.GetRequiredService<DuplicateStore>()) { SearchTime = TimeSpan.FromMilliseconds(options.Search.Milliseconds) });
        services.AddSingleton<RecipeStore>();
        services.AddSingleton<ExportStore>();
        services.AddSingleton<JobStore>();
        services.AddSingleton<JobExecutor>();
        services.AddSingleton<ScoringRunner>();
        services.AddSingleton<CheapScoring>();
        services.AddSingleton<DensityRunner>();
        services.AddSingleton<EnsembleRunner>();
        services.AddSingleton<ClusterScores>();
        services.AddSingleton<IJobWork, ScoringJob>();
        services.AddSingleton<IJobWork, ClusterJob>();
        services.AddSingleton<IJobWork, DuplicatesJob>();
        services.AddSingleton<ExportJob>();
        services.AddSingleton<IJobWork>(provider => provider.GetRequiredService<ExportJob>());
        services.AddSingleton<IJobWork, SideCarJob>();
        services.AddSingleton<ExportDiffs>();
        services.AddSingleton<ExportReplay>();
        services.AddSingleton<AttributeFile>();
        services.AddSingleton<ScoreShards>();
        services.AddSingleton<IJobWork, ImportJob>();
        services.AddSingleton<IJobWork, RemovalJob>();
        // Read now: what is wrong in scorers.json is said at the start, as for any setting.
        var scorers = new ScorerSettings(options);
        services.AddSingleton(scorers);
        services.AddSingleton(scorers.Catalog);
        services.AddSingleton<AddedScorers>();
        services.AddSingleton<ModelFolderRoots>();
        services.AddSingleton<QualityReview.Web.Jobs.FirstStart>();
        return services;
    }

    /// <summary>Reads and checks the settings; a name that is not a setting is a fault, so that a typing error is seen.</summary>
    /// <exception cref="WrongWordsException">Everything that is wrong, one sentence a line.</exception>
    internal static QualityReviewOptions Read(IConfiguration configuration)
    {
        var options = new QualityReviewOptions();
        try
        {
            configuration.GetSection(QualityReviewOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException fault)
        {
            throw new WrongWordsException(SettingsFaults.Sentence(fault), fault);
        }

        if (SettingsFaults.Nulls(options, QualityReviewOptions.Section).ToList() is { Count: > 0 } nulls)
        {
            throw new WrongWordsException(string.Join(Environment.NewLine, nulls.Select(key => $"{key} is null; left out, it has its default value.")));
        }

        var result = new ValidateQualityReviewOptions().Validate(null, options);
        return result.Failed ? throw new WrongWordsException(string.Join(Environment.NewLine, result.Failures ?? [])) : options;
    }
}
