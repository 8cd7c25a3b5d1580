using System.Text.RegularExpressions;
using QualityReview.Web.Configuration;
using QualityReview.Web.Models;

namespace QualityReview.Web.Tests.Models;

public sealed partial class ShippedModelNotesTests
{
    public static TheoryData<string> Keys => [.. ConfiguredScorers.Shipped.Select(scorer => scorer.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Of_ShippedScorer_HasFiguresThatItsReadmeHas(string key)
    {
        var readme = File.ReadAllText(Repository.File("src/QualityReview.Onnx/ShippedModels/README.md"));
        var figures = ShippedModelNotes.Of(key)!.Figures;

        Assert.NotEmpty(figures);
        foreach (var number in figures.SelectMany(figure => Number().Matches(figure)).Select(match => match.Value.TrimStart('0')))
        {
            Assert.Contains(number, readme, StringComparison.Ordinal);
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
