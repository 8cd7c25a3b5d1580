using System.Diagnostics;
using System.Globalization;
using System.IO.MemoryMappedFiles;
using System.Security.Cryptography;

namespace QualityReview.Fuzz;

/// <summary>One parser in a process of its own: what kills the process is found too, as the input that was being read outlives it.</summary>
internal static class FuzzChild
{
    public const int Hung = 77;
    public const long MostBytes = 16 << 20;
    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(2);

    public static string CurrentFile(string folder, string parser) => Path.Combine(folder, parser + ".current");

    /// <returns>0; what was found is told on lines of their own.</returns>
    public static int Run(string name, FuzzOptions options)
    {
        using var parser = AllParsers.Make(name);
        using var current = MemoryMappedFile.CreateFromFile(CurrentFile(options.Out, name), FileMode.Create, null, MostBytes);
        using var view = current.CreateViewAccessor();
        long begun = 0, seen = -1;
        var seenAt = Stopwatch.GetTimestamp();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var run = new FuzzRun(parser, options.Seed, Begin, Found);
        using var watch = new Timer(_ => Watch(), null, 1000, 1000);
        run.Run(options.Seconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"done\t{run.Inputs}\t{run.Accepted}\t{run.Outcomes}\t{run.ProcessorSeconds:0.0}"));
        return 0;

        void Begin(byte[] input)
        {
            view.Write(0, input.Length);
            view.WriteArray(sizeof(int), input, 0, Math.Min(input.Length, (int)MostBytes - sizeof(int)));
            Interlocked.Increment(ref begun);
        }

        void Found(byte[] input, Finding finding)
        {
            var place = $"{finding.What} at {finding.Where}";
            places[place] = places.GetValueOrDefault(place) + 1;
            if (places[place] == 1)
            {
                Console.WriteLine($"found\t{place}\t{Keep(options.Out, name, input, finding.Detail)}");
            }
        }

        void Watch()
        {
            if (Interlocked.Read(ref begun) is var now && now != seen)
            {
                (seen, seenAt) = (now, Stopwatch.GetTimestamp());
            }
            else if (Stopwatch.GetElapsedTime(seenAt) > _longest)
            {
                Console.WriteLine("hung");
                Environment.Exit(Hung);
            }
        }
    }

    /// <summary>Keeps an input with what it did.</summary>
    /// <returns>The file.</returns>
    public static string Keep(string folder, string parser, byte[] input, string detail)
    {
        var file = Path.Combine(folder, $"{parser}-{Convert.ToHexStringLower(SHA256.HashData(input))[..12]}");
        File.WriteAllBytes(file, input);
        File.WriteAllText(file + ".txt", detail);
        return file;
    }
}

/// <summary>Runs one kept input again.</summary>
internal static class Replay
{
    public static int Run(string name, string file)
    {
        using var parser = AllParsers.Make(name);
        Finding? finding = null;
        var outcome = "";
        var thread = new Thread(() => finding = FuzzRun.Judge(parser, File.ReadAllBytes(file), out outcome), 1 << 20);
        thread.Start();
        thread.Join();
        Console.WriteLine(finding is null ? outcome : $"{finding.What} at {finding.Where}{Environment.NewLine}{finding.Detail}");
        return finding is null ? 0 : 1;
    }
}
