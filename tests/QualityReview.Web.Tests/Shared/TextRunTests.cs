using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class TextRunTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cut_ManySpansAndHits_EqualsTheLookOfEachCharacter(uint seed)
    {
        uint Next(uint below) => (seed = seed * 1664525 + 1013904223) / 65536 % below;
        var text = string.Concat(Enumerable.Range(0, 300).Select(_ => (char)('a' + Next(26))));
        var heat = new List<HeatSpan>();
        for (var at = (int)Next(9); at < 280; at = heat[^1].Start + heat[^1].Length + (int)Next(3))
            heat.Add(new(at, 1 + (int)Next(7), Next(160) / 10f));
        var hits = new List<int>();
        for (var at = (int)Next(20); at < 290; at += 4 + (int)Next(30))
            hits.Add(at);

        var (from, to) = (17, 261);
        var runs = TextRun.Cut(text, from, to, heat, hits, 4, marks: false);

        Assert.Equal(text[from..to], string.Concat(runs.Select(run => run.Text)));
        var place = from;
        foreach (var run in runs)
        {
            for (var i = 0; i < run.Text.Length; i++, place++)
            {
                var span = heat.Where(h => h.Start <= place && place < h.Start + h.Length).Select(h => h.Step).DefaultIfEmpty(-1).Single();
                Assert.Equal((span, hits.FindIndex(h => h <= place && place < h + 4)), (run.Heat, run.Hit));
            }
        }
    }

    [Fact]
    public void Cut_Marks_NamesHiddenCharactersAndKeepsLineEnds()
    {
        var runs = TextRun.Cut("a\u202Eb\n", 0, 4, [], [], 0, marks: true);
        Assert.Equal(["a", "RLO", "b", "⏎", "\n"], runs.Select(run => run.Text));
        Assert.Equal([null, "U+202E right-to-left override", null, "U+000A line feed", null], runs.Select(run => run.Mark));
    }

    [Fact]
    public void Cut_MarksInsideHeat_KeepTheHeat() =>
        Assert.All(TextRun.Cut("a\u200Bb", 0, 3, [new(0, 3, 9)], [], 0, marks: true), run => Assert.Equal(5, run.Heat));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(.99f, 0)]
    [InlineData(1, 1)]
    [InlineData(5, 3)]
    [InlineData(14, 7)]
    [InlineData(99, 7)]
    public void Step_Bits_EightSteps(float bits, int step) => Assert.Equal(step, new HeatSpan(0, 1, bits).Step);
}
