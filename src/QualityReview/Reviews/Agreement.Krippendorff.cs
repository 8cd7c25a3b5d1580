namespace QualityReview.Reviews;

public static partial class Agreement
{
    /// <summary>Krippendorff's alpha, at most 1: any number of reviewers, any of them missing (Krippendorff 2011, "Computing Krippendorff's alpha-reliability").
    /// Units with fewer than two values are passed over.</summary>
    public static double Krippendorff(IReadOnlyList<int[]> units, AgreementScale scale = AgreementScale.Nominal) =>
        new Coincidences(units).Alpha(scale, units);

    /// <summary>The pairable values, counted.</summary>
    private sealed class Coincidences
    {
        private readonly int[] _values;
        private readonly double[] _totals;
        private readonly double _total;

        public Coincidences(IReadOnlyList<int[]> units)
        {
            var counts = new SortedDictionary<int, double>();
            foreach (var unit in units)
            {
                foreach (var value in unit.Length >= 2 ? unit : [])
                {
                    counts[value] = counts.GetValueOrDefault(value) + 1;
                }
            }

            _values = [.. counts.Keys];
            _totals = [.. counts.Values];
            _total = _totals.Sum();
        }

        // 1 - (n-1) · sum o_ck d_ck / sum n_c n_k d_ck. A unit of m values adds 1/(m-1) to o for each ordered pair of them.
        public double Alpha(AgreementScale scale, IReadOnlyList<int[]> units)
        {
            var distances = Distances(scale);
            double observed = 0, expected = 0;
            var inUnit = new int[_values.Length];
            foreach (var unit in units)
            {
                if (unit.Length >= 2)
                {
                    observed += Disagreement(unit, inUnit, distances) / (unit.Length - 1);
                }
            }

            for (var c = 0; c < _values.Length; c++)
            {
                for (var k = 0; k < _values.Length; k++)
                {
                    expected += _totals[c] * _totals[k] * distances[c, k];
                }
            }

            return 1 - (_total - 1) * observed / expected;
        }

        private double Disagreement(int[] unit, int[] inUnit, double[,] distances)
        {
            Array.Clear(inUnit);
            foreach (var value in unit)
            {
                inUnit[Array.BinarySearch(_values, value)]++;
            }

            double sum = 0;
            for (var c = 0; c < inUnit.Length; c++)
            {
                for (var k = 0; inUnit[c] > 0 && k < inUnit.Length; k++)
                {
                    sum += (double)inUnit[c] * inUnit[k] * distances[c, k];
                }
            }

            return sum;
        }

        private double[,] Distances(AgreementScale scale)
        {
            var distances = new double[_values.Length, _values.Length];
            for (var c = 0; c < _values.Length; c++)
            {
                // Ordinal: all values between the two, and half of each end.
                var between = _totals[c] / 2;
                for (var k = c + 1; k < _values.Length; k++)
                {
                    between += _totals[k];
                    distances[c, k] = distances[k, c] = scale == AgreementScale.Ordinal
                        ? Square(between - _totals[k] / 2)
                        : Distance(_values[c], _values[k], scale);
                }
            }

            return distances;
        }
    }
}
