using QualityReview.Faults.Kinds;
using QualityReview.Faults.Scenarios;
using QualityReview.Hashing;

namespace QualityReview.Faults;

/// <summary>One run: work on a copy of a prepared data folder, one fault in the middle of it, and a look at what is left.</summary>
/// <param name="folder">Folder of this run alone.</param>
internal sealed class FaultRun(int seed, FaultKind fault, Scenario scenario, Templates templates, string program, string folder) : IAsyncDisposable
{
    private readonly List<RunningProgram> _servers = [];
    private readonly List<RunningProgram> _commands = [];
    private readonly List<Person> _people = [];
    private readonly List<Uri> _addresses = [];
    private readonly Dictionary<RunningProgram, Uri> _addressOf = [];
    private readonly List<string> _breaches = [];

    public int Seed => seed;

    public Scenario Scenario => scenario;

    public string Program => program;

    public Templates Templates => templates;

    public SeededRandom Random { get; } = new(StableHash.Of($"fault run {seed}"));

    /// <summary>For files beside the data folder.</summary>
    public string Folder => folder;

    public string Data { get; } = Path.Combine(folder, "data");

    public Acknowledged Acknowledged { get; } = new();

    /// <summary>Settings of the environment that the fault or the scenario adds.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Words before the program.</summary>
    public List<string> Before { get; } = [];

    /// <summary>Whether programs may fail for the reason that the fault gives them.</summary>
    public bool IsStruck { get; set; }

    /// <summary>What happened beside the plain course, in some words, such as "resumed".</summary>
    public HashSet<string> Notes { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<RunningProgram> Servers => [.. _servers.Where(server => !server.IsEnded)];

    public IReadOnlyList<RunningProgram> Running => [.. _servers.Concat(_commands).Where(running => !running.HasExited)];

    public void Breach(string sentence)
    {
        lock (_breaches)
        {
            _breaches.Add(sentence);
        }
    }

    public void Note(string words)
    {
        lock (Notes)
        {
            Notes.Add(words);
        }
    }

    /// <summary>A server that was asked something could not say what went wrong.</summary>
    public void Saw(HttpMethod method, string path, int status, string text)
    {
        if (text.Contains("Unexpected fault", StringComparison.Ordinal))
        {
            Acknowledged.BadAnswers.Add($"{method} {path} was answered {status} without a reason.");
        }
    }

    public Person NewPerson(string name)
    {
        lock (_people)
        {
            _people.Add(new Person(this, name, _people.Count));
            return _people[^1];
        }
    }

    /// <summary>Of one of the servers.</summary>
    public Uri Address(SeededRandom random)
    {
        lock (_addresses)
        {
            return _addresses[random.NextInt(_addresses.Count)];
        }
    }

    public void ForgetAddressesOfTheDead()
    {
        lock (_addresses)
        {
            _addresses.RemoveAll(address => Servers.All(server => _addressOf[server] != address));
        }
    }

    /// <summary>Starts the web app.</summary>
    /// <returns>False where it refused to start.</returns>
    public async Task<bool> StartServerAsync(bool mayRefuse = false)
    {
        var address = RunningProgram.FreeAddress();
        Dictionary<string, string> settings = new(Environment)
        {
            ["Urls"] = address.OriginalString,
            ["QualityReview__LoadSampleDataset"] = "false",
            ["QualityReview__Access__Proxy__Header"] = Person.Header,
            ["QualityReview__Access__Proxy__FirstRole"] = "admin",
            ["QualityReview__Queues__LeaseSeconds"] = "10",
            ["QualityReview__Api__RequestsPerMinute"] = "1000000",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        var server = RunningProgram.Start("server", program, ["serve", "--data", Data], Before, settings);
        _servers.Add(server);
        _addressOf[server] = address;
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(5) };
        for (var waited = 0; !server.HasExited; waited++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative));
                if (answer.IsSuccessStatusCode || mayRefuse)
                {
                    lock (_addresses)
                    {
                        _addresses.RemoveAll(_ => Servers.Count == 1);
                        _addresses.Add(address);
                    }

                    return true;
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
            {
                // Not yet.
            }

            if (waited > 1200)
            {
                throw new QualityReviewException($"The server was not ready in two minutes. It said: {server.Said}");
            }

            await Task.Delay(50);
        }

        await server.KillAsync();
        if (!mayRefuse)
        {
            throw new QualityReviewException($"The server ended with {server.ExitCode} instead of starting. It said: {server.Said}");
        }

        return false;
    }

    /// <summary>Runs a command of the program to its end, whatever that is.</summary>
    public async Task<RunningProgram> CommandAsync(params string[] words)
    {
        var command = RunningProgram.Start($"command {words[0]}", program, [.. words, "--data", Data], Before, Environment);
        lock (_commands)
        {
            _commands.Add(command);
        }

        if (!await command.ExitsWithinAsync(RunningProgram.Patience * 2))
        {
            Breach($"The command {words[0]} was not through in two minutes.");
            await command.KillAsync();
        }

        return command;
    }

    /// <summary>The server that is left says what is not as it should be, and so do the files.</summary>
    public async Task<Outcome> RunAsync()
    {
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        try
        {
            Directory.CreateDirectory(folder);
            await fault.PrepareAsync(this);
            Templates.Copy(templates.Of(scenario.Template), Data);
            await scenario.PrepareAsync(this);
            await fault.BeforeStartAsync(this);
            if (!await StartServerAsync(fault.MayRefuse))
            {
                await RefusedAsync();
            }

            await WorkAsync();
            await FinishAsync();
            await new Invariants(this, scenario).CheckAsync();
        }
        catch (Exception unforeseen) when (unforeseen is not OutOfMemoryException)
        {
            Breach($"{unforeseen.GetType().Name}: {unforeseen.Message}");
        }

        return new Outcome(seed, fault.Name, scenario.Name, [.. _breaches], [.. Notes.Order()], Acknowledged.Count, System.Diagnostics.Stopwatch.GetElapsedTime(began));
    }

    /// <summary>What all servers and commands wrote, for the folder of a run that breached something.</summary>
    public string Log() => string.Join("\n", _servers.Concat(_commands).Select(one => $"== {one.Name} {one.Id}\n{one.Said}"));

    public async ValueTask DisposeAsync()
    {
        _people.ForEach(person => person.Dispose());
        foreach (var one in _servers.Concat(_commands))
        {
            one.Dispose();
        }

        await fault.DisposeAsync(this);
    }

    /// <summary>A start that was refused needs a sentence, and after mending it is not refused.</summary>
    private async Task RefusedAsync()
    {
        RequireSentence(_servers[^1]);
        Note("refused to start");
        await fault.HealAsync(this);
        await StartServerAsync();
    }

    public void RequireSentence(RunningProgram ended)
    {
        if (ended.ExitCode is not (1 or 2) || ended.Said.Contains("Unhandled exception", StringComparison.Ordinal) || ended.Said.Trim().Length == 0)
        {
            Breach($"The {ended.Name} ended with {ended.ExitCode} and said: {ended.Said}");
        }
    }

    private async Task WorkAsync()
    {
        using var stop = new CancellationTokenSource();
        var work = scenario.WorkAsync(this, stop.Token);
        await Task.Delay(TimeSpan.FromSeconds(Random.NextDouble() * scenario.Seconds));
        if (work.IsCompleted)
        {
            Note("struck afterwards");
        }

        IsStruck = true;
        await fault.StrikeAsync(this);
        if (Servers.Count == 0)
        {
            await StartServerAsync();
        }
        else
        {
            foreach (var server in Servers.Where(server => server.HasExited))
            {
                Breach($"The server ended by itself with {server.ExitCode}: {server.Said}");
                await server.KillAsync();
            }

            if (Servers.Count == 0)
            {
                await StartServerAsync();
            }
        }

        IsStruck = false;
        await ProbeAsync();
        // A little of the work that follows on the fault, or all of it where it has an end.
        await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(scenario.EndsByItself ? 60 : .5)));
        await stop.CancelAsync();
        await work;
    }

    /// <summary>With the fault mended, a verdict is saved without anybody starting anything anew.</summary>
    private async Task ProbeAsync()
    {
        var probe = NewPerson("probe");
        var note = probe.NewKey();
        for (var tries = 0; ; tries++)
        {
            var answer = await probe.PostAsync($"/api/datasets/{Templates.Kept}/reviews", new { verdicts = new[] { new { id = "k0", verdict = "keep", note } } });
            if (answer is { IsGood: true })
            {
                Acknowledged.Notes[note] = (1, true);
                return;
            }

            if (tries == 100)
            {
                Breach($"The fault was mended, and verdicts are still refused: {answer?.Status} {answer?.Body}");
                return;
            }

            await Task.Delay(100);
        }
    }

    private async Task FinishAsync()
    {
        // Every second run looks at what a new start makes of it.
        if (Random.NextInt(2) == 0 || Servers.Count != 1)
        {
            foreach (var server in Servers)
            {
                await StopAsync(server);
            }

            await StartServerAsync();
        }

        await new JobsToTheEnd(this).RunAsync();
        await scenario.FinishAsync(this);
        await new JobsToTheEnd(this).RunAsync();
        foreach (var server in Servers)
        {
            await StopAsync(server);
        }

        if (Invariants.HasStrays(Data))
        {
            // The next start clears away what was left behind; it looks at files that are hours old.
            Note("cleared away by a later start");
            Invariants.MakeOld(Data);
            await StartServerAsync();
            await StopAsync(Servers[0]);
        }
    }

    private async Task StopAsync(RunningProgram server)
    {
        if (!await server.StopAsync())
        {
            Breach("The server did not end within a minute of SIGTERM.");
        }
    }
}
