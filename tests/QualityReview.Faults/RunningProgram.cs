using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace QualityReview.Faults;

/// <summary>The real program as a process of its own: the web app or a command.</summary>
internal sealed partial class RunningProgram : IDisposable
{
    /// <summary>Long enough for a machine that does much else.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    private RunningProgram(string name, Process process)
    {
        (Name, _process) = (name, process);
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>For people, such as "server" or "command remove".</summary>
    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Whether the harness ended it, so that its end is no surprise.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Everything that it wrote.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <param name="before">Words before the program, such as setpriv with its options; what they run must be the same process.</param>
    public static RunningProgram Start(string name, string program, IEnumerable<string> words, IReadOnlyList<string> before, IEnumerable<KeyValuePair<string, string>> environment)
    {
        List<string> all = [.. before, "dotnet", program, .. words];
        var start = new ProcessStartInfo(all[0], all[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new RunningProgram(name, Process.Start(start) ?? throw new QualityReviewException($"{all[0]} could not be started."));
    }

    /// <summary>The program of this repository, in the configuration in which the harness itself was built.</summary>
    public static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = folder.Parent!.Name;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "QualityReview.sln")))
        {
            folder = folder.Parent;
        }

        var program = Path.Combine(folder?.FullName ?? "", "src/QualityReview.Web/bin", configuration, "net10.0/quality-review.dll");
        return File.Exists(program) ? program : throw new QualityReviewException($"{program} is missing: build src/QualityReview.Web with -c {configuration} first, or name one with --program.");
    }

    public static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }

    /// <summary>SIGKILL: the process gets no chance to put anything in order.</summary>
    public async Task KillAsync()
    {
        IsEnded = true;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It ended by itself a moment ago.
        }

        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager does it.</summary>
    /// <returns>Whether it ended in good time; if not, it was killed.</returns>
    public async Task<bool> StopAsync()
    {
        IsEnded = true;
        _ = Signal(_process.Id, SigTerm);
        if (await ExitsWithinAsync(Patience))
        {
            return true;
        }

        await KillAsync();
        return false;
    }

    public async Task<bool> ExitsWithinAsync(TimeSpan time)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
