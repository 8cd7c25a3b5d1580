namespace QualityReview.Web.Api;

/// <summary>Sentences of the OpenAPI document that several operations share.</summary>
internal static class Says
{
    public const string Cursor = "The next of the part before; left out for the beginning.";

    public const string Take = "Items at most, 1 to 1000; 100 where it is left out.";

    public const string TakeOrAll = "Items at most, 1 to 1000; 100 where it is left out, and all of them line by line.";

    public const string Found = "Rule of the filter language; all samples where it is left out.";

    public const string Search = "Words that the text contains; a quoted part stands as it is.";

    public const string Filter = "Name of a saved filter.";

    public const string Rule = "Rule of the filter language; it wins over the filter's name.";

    public const string Id = "The sample's id; it may hold any characters, so it stands in the query.";

    public const string Queue = "Name of the queue.";

    public const string Export = "Number of the export.";

    public const string JobId = "Number of the job.";
}
