using QualityReview.Scorers.Densities;

namespace QualityReview.Tests.Scorers.Densities;

public sealed class DensityKernelTests
{
    [Theory]
    [InlineData(.5, .1954)]
    [InlineData(1, .3687)]
    [InlineData(1.5, .5072)]
    [InlineData(2, .6095)]
    [InlineData(3, .7343)]
    public void At_PStable_IsTheClosedForm(double widthOverDistance, double expected)
    {
        Assert.Equal(expected, new DensityKernel(KernelShape.PStable, 1, 1).At(1 / widthOverDistance), 4);
        Assert.Equal(expected, new DensityKernel(KernelShape.PStable, .3, 1).At(.3 / widthOverDistance), 4);
    }

    // Simpson's rule on the definition (Datar et al. 2004, section 3.2): the integral of 2 phi(x) (1 - x/t) over 0..t.
    [Theory]
    [InlineData(1e-4)]
    [InlineData(.02)]
    [InlineData(.7)]
    [InlineData(2.9)]
    [InlineData(3.1)]
    [InlineData(12)]
    public void At_PStable_EqualsTheIntegral(double t)
    {
        const int steps = 20_000;
        var sum = 0.0;
        for (var i = 0; i <= steps; i++)
        {
            var x = t * i / steps;
            var weight = i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * 2 * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI) * (1 - x / t);
        }

        var expected = sum * t / steps / 3;
        Assert.Equal(1, new DensityKernel(KernelShape.PStable, 1, 1).At(1 / t) / expected, 10);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2.0 / 3)]
    [InlineData(1.4142135623730951, .5)]
    [InlineData(2, 0)]
    public void At_Angular_FallsLinearlyWithTheAngle(double distance, double expected)
    {
        Assert.Equal(expected, new DensityKernel(KernelShape.Angular, 1, 1).At(distance), 12);
        Assert.Equal(Math.Pow(expected, 16), new DensityKernel(KernelShape.Angular, 1, 16).At(distance), 12);
    }

    // Near duplicates (cosine .95) against the background: what one hash cannot tell apart and several can.
    [Theory]
    [InlineData(KernelShape.PStable, 8, .1, 2290, 5)]
    [InlineData(KernelShape.PStable, 8, .3, 925, 3)]
    [InlineData(KernelShape.PStable, 8, .75, 31, .5)]
    [InlineData(KernelShape.PStable, 16, .75, 985, 3)]
    [InlineData(KernelShape.Angular, 16, .1, 4430, 5)]
    [InlineData(KernelShape.Angular, 16, .3, 698, 1)]
    [InlineData(KernelShape.Angular, 16, .75, 12, .5)]
    public void At_ConcatenatedHashes_SeparateNearDuplicates(KernelShape shape, int power, double background, double expected, double within)
    {
        var kernel = new DensityKernel(shape, 1, power);
        Assert.InRange(AtCosine(kernel, .95) / AtCosine(kernel, background), expected - within, expected + within);
    }

    [Theory]
    [InlineData(.1, 4.3)]
    [InlineData(.75, 2.25)]
    public void At_OneHash_NeverSeparatesNearDuplicates(double background, double most)
    {
        for (var bandwidth = .01; bandwidth < 10; bandwidth *= 1.3)
        {
            var kernel = new DensityKernel(KernelShape.PStable, bandwidth, 1);
            Assert.InRange(AtCosine(kernel, .95) / AtCosine(kernel, background), 1, most);
        }
    }

    [Theory]
    [InlineData(KernelShape.PStable, 1, 1)]
    [InlineData(KernelShape.PStable, 1, 24)]
    [InlineData(KernelShape.PStable, .035, 1)]
    [InlineData(KernelShape.PStable, .1, 8)]
    [InlineData(KernelShape.Angular, 1, 1)]
    [InlineData(KernelShape.Angular, 1, 24)]
    public void KernelTable_AnyDistance_IsTheKernel(KernelShape shape, double bandwidth, int power)
    {
        var kernel = new DensityKernel(shape, bandwidth, power);
        var table = new KernelTable(kernel);
        for (var distance = 0.0; distance <= 2; distance += .000771)
        {
            var exact = kernel.At(distance);
            Assert.InRange(table.AtSquared(distance * distance) - exact, -3e-9 * exact - 1e-13, 3e-9 * exact + 1e-13);
        }

        Assert.Equal(1, table.AtSquared(0));
        Assert.Equal(1, table.AtSquared(-1e-16));
        Assert.Equal(kernel.At(2), table.AtSquared(4), 12);
    }

    private static double AtCosine(DensityKernel kernel, double cosine) => kernel.At(Math.Sqrt(2 - 2 * cosine));
}
