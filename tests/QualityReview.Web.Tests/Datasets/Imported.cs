using Dapper;
using QualityReview.Samples;
using QualityReview.TestKit;

namespace QualityReview.Web.Tests.Datasets;

/// <summary>Finished imports into the dataset "testing".</summary>
internal static class Imported
{
    public static async Task<long> AddAsync(TestDatabase store, string file, int imported, params SetAsideLine[] lines)
    {
        var dataset = await store.Datasets.GetOrCreateAsync("testing");
        var import = await store.Imports.BeginAsync(dataset.DatasetId, file);
        await store.Database.WriteAsync(connection =>
        {
            connection.Execute(
                "update imports set lines = @all, imported = @imported, set_aside = @aside where import_id = @import",
                new { import, imported, all = imported + lines.Length, aside = lines.Length });
            foreach (var line in lines)
            {
                connection.Execute("insert into set_aside (import_id, line, reason, excerpt) values (@import, @Line, @Reason, @Excerpt)", new { import, line.Line, line.Reason, line.Excerpt });
            }
        });
        await store.Imports.FinishAsync(import);
        return import;
    }
}
