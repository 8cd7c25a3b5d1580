using QualityReview.Percentiles;
using QualityReview.Web.Samples;

namespace QualityReview.Web.Tests.Samples;

public sealed class SampleAddressTests
{
    [Theory]
    [InlineData("/datasets/samples/samples/samples/1", "samples", "samples/1")]
    [InlineData("http://127.0.0.1:5100/datasets/a/samples/x%252Fy%3F?rule=id%20%3D%20%22%2Fdatasets%2Fb%2Fsamples%2Fc%22", "a", "x%2Fy?")]
    [InlineData("/datasets/a/samples/one#two", "a", "one")]
    [InlineData("/datasets/a/samples/~..", "a", "..")]
    [InlineData("/datasets/a/samples/~~.", "a", "~.")]
    [InlineData("/datasets/a/samples/~x", "a", "~x")]
    public void Parse_Address_FindsDatasetAndId(string url, string dataset, string id)
    {
        var address = SampleAddress.Parse(url)!;
        Assert.Equal((dataset, id), (address.Dataset, address.Id));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/datasets/a")]
    [InlineData("/datasets/a/compare?x=/datasets/a/samples/b")]
    public void Parse_OtherPage_IsNull(string url) => Assert.Null(SampleAddress.Parse(url));

    [Fact]
    public void Url_EverythingSet_ReadsBackTheSame()
    {
        var address = new SampleAddress("web", "a/b?c#d%20 é") { List = "?rule=length%20%3E%203&filter=x&search=two+words", Scope = PercentileScope.Language, Review = true, Surprisal = "perplexity_1" };
        Assert.Equal(address, SampleAddress.Parse("http://localhost" + address.Url));
        Assert.Equal("/datasets/web/samples/s", (new SampleAddress("web", "s")).Url);
    }
}
