using System.Globalization;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Tests.Shared;

public class DisplayTests
{
    public DisplayTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

    [Theory]
    [InlineData(0, "0")]
    [InlineData(12400, "12,400")]
    [InlineData(999_999, "999,999")]
    [InlineData(1_240_000, "1.2 M")]
    [InlineData(3_400_000_000, "3.4 G")]
    public void ShortCount_Numbers_GroupsOrScales(long count, string text) => Assert.Equal(text, Plain(Display.ShortCount(count)));

    [Theory]
    [InlineData(0, "0%")]
    [InlineData(.0001, "<1%")]
    [InlineData(.71, "71%")]
    [InlineData(.9999, ">99%")]
    [InlineData(1, "100%")]
    public void Percent_NearTheEnds_NeverClaimsNothingOrAll(double part, string text) => Assert.Equal(text, Display.Percent(part));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(.00012, "0.00012")]
    [InlineData(.412, "0.412")]
    [InlineData(1.23456, "1.235")]
    [InlineData(-12.3456, "-12.35")]
    [InlineData(99999.4, "99,999")]
    [InlineData(3.2e-9, "3.2e-9")]
    [InlineData(double.NaN, "none")]
    public void Raw_Values_FourDigitsThatCount(double value, string text) => Assert.Equal(text, Display.Raw(value));

    [Theory]
    [InlineData(59, "under 1 min left")]
    [InlineData(720, "12 min left")]
    [InlineData(7500, "2 h 5 min left")]
    [InlineData(7200, "2 h left")]
    [InlineData(273_600, "3 d 4 h left")]
    public void Left_Spans_TwoLargestUnits(int seconds, string text) => Assert.Equal(text, Plain(Display.Left(TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData(8942, "8,942 tokens/s")]
    [InlineData(41.24, "41.2 tokens/s")]
    [InlineData(.424, "0.42 tokens/s")]
    public void Rate_Speeds_KeepsDigits(double perSecond, string text) => Assert.Equal(text, Display.Rate(perSecond, "tokens"));

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(540, "9 min ago")]
    [InlineData(7300, "2 h ago")]
    [InlineData(260_000, "3 d ago")]
    public void Ago_Ages_OneUnit(int seconds, string text) => Assert.Equal(text, Plain(Display.Ago(TimeSpan.FromSeconds(seconds))));

    [Fact]
    public void Exact_Score_NamesRankPercentileAndValue() =>
        Assert.Equal("rank 9,812 of 12,400 · 79.1 percentile · 1.24 bits per byte", Display.Exact(9812, 12400, 79.13, 1.24, "bits per byte"));

    [Fact]
    public void Moment_OtherOffset_SaysUtc() =>
        Assert.Equal("2026-11-21 04:00 UTC", Display.Moment(new DateTimeOffset(2026, 11, 21, 6, 0, 0, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(1, "1 sample")]
    [InlineData(12400, "12,400 samples")]
    public void Plural_Counts_AddsS(long count, string text) => Assert.Equal(text, Display.Plural(count, "sample"));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(1_500_000, "1.5 MB")]
    public void Bytes_Sizes_DecimalUnits(long bytes, string text) => Assert.Equal(text, Plain(Display.Bytes(bytes)));

    private static string Plain(string text) => text.Replace('\u00a0', ' ');
}
