using System.Globalization;
using QualityReview.Filters;
using QualityReview.Jobs;
using QualityReview.People;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;

namespace QualityReview.Web.Database;

/// <summary>What an admin does to whole datasets and to the database, with its line in the audit trail.</summary>
public sealed class DatabaseActs(
    ReviewDatabase database, DatasetArchive archive, SampleTables tables, JobOrders orders, AuditTrail audit, Reviewer reviewer, QualityReviewOptions options, TimeProvider time)
{
    /// <exception cref="QualityReviewException">A job runs on it or waits for its turn.</exception>
    public async Task ArchiveAsync(Dataset dataset)
    {
        reviewer.Require(Role.Admin, "archive a dataset");
        await archive.ArchiveAsync(dataset);
        tables.Forget(dataset.DatasetId);
        await audit.AddAsync(reviewer.Name, AuditAct.DatasetArchived, dataset.Name, DatasetArchive.Said);
    }

    public async Task TakeOutAsync(Dataset dataset)
    {
        reviewer.Require(Role.Admin, "take a dataset out of the archive");
        await archive.TakeOutAsync(dataset);
        await audit.AddAsync(reviewer.Name, AuditAct.DatasetTakenOut, dataset.Name);
    }

    /// <exception cref="QualityReviewException">A job runs on it.</exception>
    public async Task RemoveAsync(Dataset dataset)
    {
        await orders.RemoveAsync(dataset);
        tables.Forget(dataset.DatasetId);
    }

    /// <summary>Copies the database into the folder <c>backups</c> of the data folder, while others work on.</summary>
    /// <returns>Full path of the copy.</returns>
    public async Task<string> BackUpAsync()
    {
        reviewer.Require(Role.Admin, "back the database up");
        var folder = Path.Combine(Path.GetFullPath(options.DataFolder), "backups");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "quality-review-" + time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) + ".db");
        await Task.Run(() => database.BackUp(file));
        await audit.AddAsync(reviewer.Name, AuditAct.BackedUp, Path.GetFileName(file));
        return file;
    }
}
