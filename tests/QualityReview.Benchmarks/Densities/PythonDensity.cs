using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using QualityReview.Scorers.Densities;

namespace QualityReview.Benchmarks.Densities;

/// <summary>Densities of the same vectors by numpy and scikit-learn, computed by densities.py beside this file.</summary>
/// <param name="NumpySeconds">Of all rows, every pair in double precision.</param>
/// <param name="SklearnSeconds">Of all rows: the fit, and the scores of the rows that were scored, scaled to all.</param>
/// <param name="Densities">By numpy.</param>
internal sealed record PythonDensity(double NumpySeconds, double SklearnSeconds, string Versions, double[] Densities)
{
    /// <summary>Null where that Python has not the modules.</summary>
    public static async Task<PythonDensity?> RunAsync(string python, VectorRows vectors, DensityKernel kernel, int sklearnRows)
    {
        var folder = Directory.CreateTempSubdirectory("densities-").FullName;
        try
        {
            var (input, output) = (Path.Combine(folder, "vectors.f32"), Path.Combine(folder, "densities.f64"));
            var numbers = new float[vectors.Count * vectors.Dimensions];
            vectors.Read(0, numbers);
            File.WriteAllBytes(input, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
            string[] words = [Path.Combine(AppContext.BaseDirectory, "densities.py"), input, Text(vectors.Dimensions), Text(kernel.Power), Text(sklearnRows), output];
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
                seconds[0], seconds[1] + (seconds[2] * vectors.Count / sklearnRows), parts[3], MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(output)).ToArray());
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
