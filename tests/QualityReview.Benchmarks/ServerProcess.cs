using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace QualityReview.Benchmarks;

/// <summary>The real web app as a process of its own, which can be killed and started again.</summary>
/// <param name="settings">Settings of the environment beside those that every benchmark has.</param>
internal sealed class ServerProcess(string dataFolder, params (string Key, string Value)[] settings) : IDisposable
{
    private readonly string _program = Find();
    private Process? _process;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort()}");

    public int Kills { get; private set; }

    /// <summary>Processor time that it has used so far, in milliseconds; the system counts it in steps of 10.</summary>
    public double CpuMs()
    {
        _process!.Refresh();
        return _process.TotalProcessorTime.TotalMilliseconds;
    }

    /// <summary>Resident memory in MB: the most so far, and now; NaN where the system does not say.</summary>
    public (double Most, double Now) Memory()
    {
        var status = $"/proc/{_process!.Id}/status";
        var lines = File.Exists(status) ? File.ReadAllLines(status) : [];
        return (Of("VmHWM:"), Of("VmRSS:"));

        double Of(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6
            : double.NaN;
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet") { ArgumentList = { _program, "serve", "--data", dataFolder }, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = dataFolder };
        foreach (var (key, value) in ((string, string)[])
        [
            ("Urls", Url.OriginalString), ("QualityReview__LoadSampleDataset", "false"), ("Logging__LogLevel__Default", "Warning"), .. settings,
        ])
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start) ?? throw new QualityReviewException("The server could not be started.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) => Console.Error.WriteLine(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
                return;
            }
            catch (Exception fault) when (tries < 600 && !_process.HasExited && fault is HttpRequestException or TaskCanceledException)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>SIGKILL: the process gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
        Kills++;
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process?.Dispose();
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = folder.Parent!.Name;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QualityReview.sln")))
        {
            folder = folder.Parent;
        }

        var program = Path.Combine(folder?.FullName ?? "", "src/QualityReview.Web/bin", configuration, "net10.0/quality-review.dll");
        return File.Exists(program) ? program : throw new QualityReviewException($"{program} is missing: build src/QualityReview.Web with -c {configuration} first.");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
