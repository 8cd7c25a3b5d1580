using System.Globalization;

namespace QualityReview.Faults.Soak;

/// <summary>What the system says of the web app at one moment.</summary>
/// <param name="Seconds">Since the beginning.</param>
/// <param name="ResidentMb">Memory in use, with what is mapped from files.</param>
/// <param name="AnonymousMb">Memory that is no file's: managed heap, native heaps, stacks.</param>
/// <param name="Handles">Open files, sockets and pipes.</param>
/// <param name="Sockets">Those that are sockets: connections of people and circuits.</param>
internal sealed record SoakSample(double Seconds, double ResidentMb, double AnonymousMb, double Handles, double Sockets, double Threads, double DatabaseMb, double LogMb)
{
    public static IReadOnlyList<(string Name, Func<SoakSample, double> Of)> Figures { get; } =
    [
        ("resident memory, MB", sample => sample.ResidentMb),
        ("anonymous memory, MB", sample => sample.AnonymousMb),
        ("open handles", sample => sample.Handles),
        ("sockets", sample => sample.Sockets),
        ("threads", sample => sample.Threads),
        ("database, MB", sample => sample.DatabaseMb),
        ("write-ahead log, MB", sample => sample.LogMb),
    ];

    public static SoakSample Take(int process, string data, double seconds)
    {
        var status = File.ReadLines($"/proc/{process}/status").Select(line => line.Split(':', 2)).ToDictionary(line => line[0], line => line[1].Trim().Split(' ')[0]);
        var handles = Directory.GetFileSystemEntries($"/proc/{process}/fd").Select(LinkOf).ToList();
        return new SoakSample(
            seconds,
            Number("VmRSS") / 1024,
            Number("RssAnon") / 1024,
            handles.Count,
            handles.Count(handle => handle.StartsWith("socket:", StringComparison.Ordinal)),
            Number("Threads"),
            Megabytes("quality-review.db"),
            Megabytes("quality-review.db-wal"));

        double Number(string name) => double.Parse(status[name], CultureInfo.InvariantCulture);

        double Megabytes(string file) => new FileInfo(Path.Combine(data, file)) is { Exists: true } found ? found.Length / 1e6 : 0;
    }

    private static string LinkOf(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // Closed a moment ago.
            return "";
        }
    }
}
