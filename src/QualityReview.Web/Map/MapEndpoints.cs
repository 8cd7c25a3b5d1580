using QualityReview.Filters;
using QualityReview.Samples;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Map;

/// <summary>What the map's script fetches: points in binary, and the beginning of the sample under the pointer.</summary>
internal static class MapEndpoints
{
    private const int ExcerptLength = 260;

    public static void MapMap(this WebApplication app)
    {
        app.MapGet("/datasets/{name}/map.bin", Points);
        app.MapGet("/datasets/{name}/map/{ordinal:int}", Sample);
    }

    private static IResult Points(string name, string? by, string? rule, string? part, DatasetStore datasets, SampleTables tables, CancellationToken cancellation)
    {
        if (datasets.Find(name) is not { } dataset || tables.Get(dataset.DatasetId) is not { Table.Clusters.Map: not null } loaded)
        {
            return Results.Text($"There is no map of \"{name}\".", statusCode: StatusCodes.Status404NotFound);
        }

        var box = part is null ? MapBox.Whole : MapBox.Parse(part);
        if (box is not { } within)
        {
            return Results.Text("The part of the map is wrong: four whole numbers from 0 to 65535 are supported, left, low, right, high.", statusCode: StatusCodes.Status400BadRequest);
        }

        try
        {
            var found = string.IsNullOrWhiteSpace(rule) ? null : loaded.Evaluator.Evaluate(rule, cancellation);
            return Results.Bytes(MapSlice.Of(loaded.Table, within, MapColours.By(by, loaded.Table), found), "application/octet-stream");
        }
        catch (WrongWordsException fault)
        {
            return Results.Text(fault.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static IResult Sample(string name, int ordinal, DatasetStore datasets, SampleTables tables, SampleStore samples)
    {
        if (datasets.Find(name) is not { } dataset || samples.Excerpts(dataset.DatasetId, [ordinal]) is not [var sample])
        {
            return Results.NotFound();
        }

        var table = tables.Get(dataset.DatasetId).Table;
        var cluster = ordinal < table.Count ? table.ClusterOf(table.ClusterCodes.Names[table.ClusterCodes.Codes[ordinal]]) : null;
        return Results.Json(new MapTip(Excerpt.Of(sample.Id, 80), sample.Source, cluster?.Label(5) ?? "", Excerpt.Of(sample.Text, ExcerptLength)));
    }
}

/// <summary>What stands beside the pointer.</summary>
internal sealed record MapTip(string Id, string Source, string Cluster, string Text);
