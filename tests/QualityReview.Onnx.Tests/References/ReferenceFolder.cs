namespace QualityReview.Onnx.Tests.References;

/// <summary>What check.mjs has fetched: files too large, or not free enough, to stand in this repository.</summary>
internal static class ReferenceFolder
{
    private const string Variable = "QUALITY_REVIEW_REFERENCES";

    /// <summary>The folder; without one the test is skipped and says how to get it.</summary>
    public static string Need()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} names no folder: run 'node tests/QualityReview.Onnx.Tests/References/check.mjs FOLDER', which fetches the files and runs this test.");
        return folder!;
    }
}
