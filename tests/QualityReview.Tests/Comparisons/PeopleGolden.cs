using System.Text.Json;

namespace QualityReview.Tests.Comparisons;

/// <summary>What tests/data/golden/people/people_reference.py made.</summary>
internal sealed record PeopleGolden(IReadOnlyList<PeopleGolden.AgainstCase> Against, IReadOnlyList<PeopleGolden.LogisticCase> Logistic)
{
    internal sealed record CurvePoint(double Cut, double Precision, double Recall);

    internal sealed record AgainstCase(string Name, IReadOnlyList<double> Scores, IReadOnlyList<bool> Good, IReadOnlyList<double> Chance, double Prevalence, double Auc, IReadOnlyList<CurvePoint> Curve);

    internal sealed record LogisticCase(string Name, IReadOnlyList<double[]> Features, IReadOnlyList<bool> IsKeep, IReadOnlyList<int> Folds, IReadOnlyList<double> Keep, IReadOnlyList<double> Weights);

    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web);

    public static PeopleGolden Read() =>
        JsonSerializer.Deserialize<PeopleGolden>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "golden", "people", "people-reference.json")), _options)!;
}
