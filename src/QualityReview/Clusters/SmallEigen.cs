namespace QualityReview.Clusters;

/// <summary>Eigenvectors of a small symmetric matrix, by Jacobi's rotations.</summary>
internal static class SmallEigen
{
    private const int Sweeps = 60;

    /// <param name="matrix">Symmetric; it is used up.</param>
    /// <returns>Unit vectors, that of the largest eigenvalue first.</returns>
    public static double[][] Vectors(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var vectors = Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Select(j => i == j ? 1.0 : 0).ToArray()).ToArray();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var p = 0; p < size; p++)
            {
                for (var q = p + 1; q < size; q++)
                {
                    Rotate(matrix, vectors, p, q);
                }
            }
        }

        return [.. Enumerable.Range(0, size).OrderByDescending(i => matrix[i, i]).ThenBy(i => i).Select(i => vectors[i])];
    }

    /// <summary>Turns the axes p and q so that their common part becomes 0.</summary>
    private static void Rotate(double[,] matrix, double[][] vectors, int p, int q)
    {
        var common = (matrix[p, q] + matrix[q, p]) / 2;
        if (Math.Abs(common) <= 1e-300)
        {
            return;
        }

        var half = (matrix[q, q] - matrix[p, p]) / (2 * common);
        var tangent = (half < 0 ? -1 : 1) / (Math.Abs(half) + Math.Sqrt((half * half) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        for (var k = 0; k < vectors.Length; k++)
        {
            (matrix[k, p], matrix[k, q]) = ((cosine * matrix[k, p]) - (sine * matrix[k, q]), (sine * matrix[k, p]) + (cosine * matrix[k, q]));
        }

        for (var k = 0; k < vectors.Length; k++)
        {
            (matrix[p, k], matrix[q, k]) = ((cosine * matrix[p, k]) - (sine * matrix[q, k]), (sine * matrix[p, k]) + (cosine * matrix[q, k]));
            (vectors[p][k], vectors[q][k]) = ((cosine * vectors[p][k]) - (sine * vectors[q][k]), (sine * vectors[p][k]) + (cosine * vectors[q][k]));
        }
    }
}
