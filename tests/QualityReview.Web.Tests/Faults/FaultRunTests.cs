using QualityReview.Faults;
using QualityReview.Faults.Soak;

namespace QualityReview.Web.Tests.Faults;

public sealed class FaultRunTests
{
    // A run each of half the faults; tests/QualityReview.Faults does all of them, by hundreds.
    [Fact]
    public async Task Campaign_HalfOfTheFaults_BreachesNothing()
    {
        using var output = new StringWriter();
        var options = FaultOptions.Parse(["--program", Path.Combine(AppContext.BaseDirectory, "quality-review.dll"), "--at-once", "2"]);

        var exit = await Campaign.RunAsync(options with { First = 1000, Runs = 5 }, output);

        TestContext.Current.TestOutputHelper?.WriteLine(output.ToString());
        Assert.True(exit == 0, output.ToString());
    }

    [Fact]
    public void Parse_WordThatIsNone_IsRefusedWithWhatIsSupported()
    {
        Assert.Contains("--seed N", Assert.Throws<WrongWordsException>(() => FaultOptions.Parse(["--sed", "7"])).Message, StringComparison.Ordinal);
        Assert.Contains("kill -9, SIGTERM", Assert.Throws<WrongWordsException>(() => FaultOptions.Parse(["--fault", "flood"])).Message, StringComparison.Ordinal);
    }

    // Slope and its standard error by hand: x 0..4, y 1 3 2 5 4 has the slope .8 and the residual sum of squares 3.6.
    [Fact]
    public void Trend_KnownPoints_HasTheirSlopeAndInterval()
    {
        var trend = Trend.Of([(0, 1), (1, 3), (2, 2), (3, 5), (4, 4)]);
        Assert.Equal(.8, trend.Slope, 1e-12);
        Assert.Equal(3.182 * Math.Sqrt(3.6 / 3 / 10), trend.HalfWidth, 1e-9);
    }
}
