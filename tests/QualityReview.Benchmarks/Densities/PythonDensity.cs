using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Densities of the same vectors by numpy and scikit-learn, computed by densities.py beside this file.</summary>
/// <param name="NumpySeconds">Every pair in double precision, scaled from the first rows to all.</param>
/// <param name="SklearnSeconds">The fit, and the scores, scaled from the first rows to all.</param>
/// <param name="Densities">Of the first rows, by numpy.</param>
internal sealed record PythonDensity(double NumpySeconds, double SklearnSeconds, string Versions, double[] Densities)
{
    /// <summary>Null where that Python has not the modules.</summary>
    public static async Task<PythonDensity?> RunAsync(string python, VectorRows vectors, DensityKernel kernel, int rows)
    {
        var folder = Directory.CreateTempSubdirectory("densities-").FullName;
        try
        {
            var (input, output) = (Path.Combine(folder, "vectors.f32"), Path.Combine(folder, "densities.f64"));
            var numbers = new float[vectors.Count * vectors.Dimensions];
            vectors.Read(0, numbers);
            File.WriteAllBytes(input, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
            string[] words = [Path.Combine(AppContext.BaseDirectory, "densities.py"), input, Text(vectors.Dimensions), Text(kernel.Power), Text(rows), output];
            using var process = Process.Start(new ProcessStartInfo(python, words) { RedirectStandardOutput = true, RedirectStandardError = true });
            var saying = process!.StandardOutput.ReadToEndAsync();
            var wrong = await process.StandardError.ReadToEndAsync();
            var said = await saying;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                Console.WriteLine($"No comparison with Python: {wrong.TrimEnd().Split('\n')[^1]} (--python names another one).");
                Console.WriteLine();
                return null;
            }

            var parts = said.Trim().Split(' ', 4);
            var seconds = parts[..3].Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
            return new PythonDensity(
                seconds[0] * vectors.Count / rows, seconds[1] + (seconds[2] * vectors.Count / rows), parts[3], MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(output)).ToArray());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine($"No comparison with Python: there is no program {python} (--python names another one).");
            Console.WriteLine();
            return null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
