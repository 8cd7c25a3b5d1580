using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace QualityReview.Fuzz;

/// <summary>All parsers one after the other, or some at once, each in a process of its own that is started again where it dies.</summary>
internal static class FuzzCampaign
{
    private const int MostDeaths = 5;

    /// <returns>0 where nothing was found.</returns>
    public static async Task<int> RunAsync(FuzzOptions options)
    {
        Directory.CreateDirectory(options.Out);
        string[] parsers = options.Parsers.Count == 0 ? [.. AllParsers.Names] : [.. options.Parsers];
        foreach (var unknown in parsers.Except(AllParsers.Names).Take(1))
        {
            throw new WrongWordsException($"There is no parser {unknown}; supported are {string.Join(", ", AllParsers.Names)}.");
        }

        var rows = new ConcurrentDictionary<string, Row>();
        await Parallel.ForEachAsync(parsers, new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce }, async (parser, cancellation) =>
        {
            rows[parser] = await ChildrenAsync(parser, options, cancellation);
            Console.WriteLine(rows[parser].Line(parser));
        });

        Console.WriteLine();
        Console.WriteLine("| parser | inputs | read | outcomes | processor seconds | findings |");
        Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var parser in parsers)
        {
            Console.WriteLine(rows[parser].Line(parser));
        }

        return rows.Values.All(row => row.Findings.Count == 0) ? 0 : 1;
    }

    private static async Task<Row> ChildrenAsync(string parser, FuzzOptions options, CancellationToken cancellation)
    {
        var row = new Row();
        for (var life = 0; life <= MostDeaths && row.Seconds < options.Seconds * .99; life++)
        {
            var left = Math.Max(1, (int)Math.Ceiling(options.Seconds - row.Seconds));
            using var child = Start("--child", parser, "--seconds", left.ToString(CultureInfo.InvariantCulture), "--seed", (options.Seed + (1000 * life)).ToString(CultureInfo.InvariantCulture), "--out", options.Out);
            var began = Stopwatch.GetTimestamp();
            var dying = child.StandardError.ReadToEndAsync(cancellation);
            while (await child.StandardOutput.ReadLineAsync(cancellation) is { } line)
            {
                Note(row, parser, line.Split('\t'));
            }

            await child.WaitForExitAsync(cancellation);
            if (child.ExitCode == 0)
            {
                break;
            }

            // Killed by its input, or hung: what it had read is not known, so the time that passed stands for the processor's.
            row.Seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            var said = await dying;
            var what = child.ExitCode == FuzzChild.Hung ? "hung" : $"died with {child.ExitCode}";
            Note(row, parser, ["found", what, FuzzChild.Keep(options.Out, parser, Last(options.Out, parser), said[..Math.Min(said.Length, 20_000)])]);
        }

        return row;
    }

    // By the program's own executable, or by dotnet, whichever started this process.
    private static Process Start(params IEnumerable<string> words)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return Process.Start(new ProcessStartInfo(program, isHost ? words.Prepend(typeof(FuzzCampaign).Assembly.Location) : words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static byte[] Last(string folder, string parser)
    {
        var bytes = File.ReadAllBytes(FuzzChild.CurrentFile(folder, parser));
        return bytes.AsSpan(sizeof(int), Math.Min(BitConverter.ToInt32(bytes), bytes.Length - sizeof(int))).ToArray();
    }

    private static void Note(Row row, string parser, string[] words)
    {
        if (words[0] == "found")
        {
            row.Findings.Add(words[1]);
            Console.WriteLine($"{parser}: {words[1]}, kept as {words[2]}");
        }
        else if (words[0] == "done")
        {
            row.Inputs += long.Parse(words[1], CultureInfo.InvariantCulture);
            row.Read += long.Parse(words[2], CultureInfo.InvariantCulture);
            row.Outcomes += int.Parse(words[3], CultureInfo.InvariantCulture);
            row.Seconds += double.Parse(words[4], CultureInfo.InvariantCulture);
        }
    }

    private sealed class Row
    {
        public long Inputs { get; set; }

        public long Read { get; set; }

        public int Outcomes { get; set; }

        public double Seconds { get; set; }

        public List<string> Findings { get; } = [];

        public string Line(string parser) => string.Create(CultureInfo.InvariantCulture, $"| {parser} | {Inputs:N0} | {Read:N0} | {Outcomes:N0} | {Seconds:0} | {Findings.Count} |");
    }
}
