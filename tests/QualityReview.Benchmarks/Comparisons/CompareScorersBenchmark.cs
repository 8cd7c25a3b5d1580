using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using QualityReview.Benchmarks.Rules;
using QualityReview.Comparisons;
using QualityReview.Filters;
using QualityReview.Scorers;

namespace QualityReview.Benchmarks.Comparisons;

/// <summary>The page of scorers over a large dataset: its matrix against scipy's figures, and what a changed part of a pair's square costs.</summary>
internal static class CompareScorersBenchmark
{
    private const int Brushes = 20;

    public static async Task RunAsync(BenchmarkOptions options)
    {
        var table = MadeSamples.Make(options.Samples);
        table.Prepare();
        var columns = table.Scores;
        ScorerMatrix? matrix = null;
        var place = 0;
        var best = await new Rounds()
            .Add("matrix", () => matrix = ScorerMatrix.Of(columns))
            .Add("one core", () => ScorerMatrix.Of(columns, new ScorerMatrixOptions { Degree = 1 }))
            .Add("drawn", () => ScorerMatrix.Of(columns, new ScorerMatrixOptions { ExactUpTo = 1000, Draw = Math.Min(options.Samples / 2, new ScorerMatrixOptions().Draw) }))
            .Add("brush", () => Brush(table, place++ % 60), Brushes)
            .RunAsync(options.Rounds);

        var pairs = columns.Count * (columns.Count - 1) / 2;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Samples:N0} samples, {columns.Count} scorers, {pairs} pairs."));
        Console.WriteLine();
        var results = new MarkdownTable("Work", "Product ms", "Product CPU ms", "scipy ms", "scipy / product", "Largest difference");
        var other = await ScipyAsync(options.Python, columns);
        var difference = other is null ? double.NaN : Differences(matrix!, columns.Count, other.Value.Figures).Max();
        Add("Matrix, exact", best["matrix"], other?.Seconds, difference.ToString("0e0", CultureInfo.InvariantCulture));
        Add("Matrix, exact, one thread", best["one core"], other?.Seconds, "");
        Add("Matrix, from a draw, with intervals", best["drawn"], null, "");
        Add("Brush update: square, shift, five rules, examples", best["brush"], null, "");
        results.Print();
        Console.WriteLine(other?.Versions ?? "No comparison with scipy: --python names a program that has it.");

        void Add(string name, Timing time, double? scipy, string difference) => results.Add(
            name, time.Seconds * 1000, time.CpuSeconds * 1000, scipy is { } seconds ? seconds * 1000 : "", scipy is { } against ? against / time.Seconds : "", difference);
    }

    // What the page computes when another part is chosen, but for the lines read from the database; nothing is kept from the last time.
    private static int Brush(SampleTable table, int from)
    {
        var (first, second) = (table.Scores[0], table.Scores[1]);
        var rules = new ScorerRules(first, second, WithFlagged: false);
        var evaluator = new FilterEvaluator(table);
        var found = evaluator.Evaluate(rules.In(new(from, from + 30), new(60, 95)));
        var examples = ScorerMoves.Of(first, second, found, 5).Count;
        foreach (var (firstKeeps, secondKeeps) in new[] { (true, false), (false, true), (true, true), (false, false) })
        {
            var decided = evaluator.Evaluate(rules.Decided(50, firstKeeps, secondKeeps));
            examples += firstKeeps == secondKeeps ? 0 : ScorerMoves.Of(first, second, decided, 5).Count;
        }

        return examples + ScorerDensity.Of(first, second, withFlagged: false).Samples + ScorerShift.Of(first, second, withFlagged: false).Samples;
    }

    private static IEnumerable<double> Differences(ScorerMatrix matrix, int scorers, IReadOnlyList<(double Tau, double Rho)> figures)
    {
        var place = 0;
        for (var one = 0; one < scorers; one++)
        {
            for (var other = one + 1; other < scorers; other++, place++)
            {
                var pair = matrix.Between(one, other);
                yield return Math.Abs(pair.Kendall - figures[place].Tau);
                yield return Math.Abs(pair.Spearman - figures[place].Rho);
            }
        }
    }

    /// <summary>Seconds of all pairs together; null where there is no Python with scipy.</summary>
    private static async Task<(double Seconds, IReadOnlyList<(double Tau, double Rho)> Figures, string Versions)?> ScipyAsync(string python, IReadOnlyList<ScoreColumn> columns)
    {
        var file = Path.GetTempFileName();
        try
        {
            await using (var stream = File.Create(file))
            {
                foreach (var column in columns)
                {
                    // As the product does: higher is better, flagged scores are left out.
                    float[] values = [.. column.Values.Select((value, i) => column.Flags[i] != ScoreFlags.None ? float.NaN : column.Card.Direction == ScoreDirection.LowerIsBetter ? -value : value)];
                    stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
                }
            }

            string[] words = [Path.Combine(AppContext.BaseDirectory, "rank_correlations.py"), file, columns.Count.ToString(CultureInfo.InvariantCulture)];
            using var process = Process.Start(new ProcessStartInfo(python, words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var wrong = process.StandardError.ReadToEndAsync();
            var output = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
            await process.WaitForExitAsync();
            await wrong;
            if (process.ExitCode != 0)
            {
                return null;
            }

            var lines = output.Skip(1).Select(line => line.Split(' ').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray()).ToList();
            return (lines.Sum(line => line[0]), [.. lines.Select(line => (line[1], line[2]))], output[0]);
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
