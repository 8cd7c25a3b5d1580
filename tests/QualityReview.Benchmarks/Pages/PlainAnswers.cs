namespace QualityReview.Benchmarks.Pages;

internal static class PlainAnswers
{
    public static Task PrintAsync(string folder, BenchmarkOptions options) => Task.CompletedTask;
}
