using QualityReview.Faults.Scenarios;

namespace QualityReview.Faults.Kinds;

/// <summary>A kind of fault. Instances serve one run each.</summary>
internal abstract class FaultKind
{
    private static readonly Func<FaultKind>[] _make =
    [
        () => new KillFault(),
        () => new StopFault(),
        () => new FullDiskFault(),
        () => new WriteErrorFault(),
        () => new ReadOnlyFault(),
        () => new SpoiledModelFault(),
        () => new BrokenConnectionFault(),
        () => new ClockFault(),
        () => new CutFileFault(),
        () => new TwoServersFault(),
    ];

    /// <summary>One of each, new.</summary>
    public static IReadOnlyList<FaultKind> All => [.. _make.Select(make => make())];

    public abstract string Name { get; }

    /// <summary>Whether the web app may refuse to start with a sentence while the fault lasts.</summary>
    public virtual bool MayRefuse => false;

    /// <summary>Why it cannot be had on this machine; null where it can.</summary>
    public virtual string? Lacks => null;

    /// <summary>Whether the fault means something to that work.</summary>
    public virtual bool Suits(Scenario scenario) => true;

    /// <summary>Before the data folder is there.</summary>
    public virtual Task PrepareAsync(FaultRun run) => Task.CompletedTask;

    /// <summary>Before the web app is started, with everything in place.</summary>
    public virtual Task BeforeStartAsync(FaultRun run) => Task.CompletedTask;

    /// <summary>In the middle of the work; afterwards the fault is over.</summary>
    public abstract Task StrikeAsync(FaultRun run);

    /// <summary>Mends what was spoiled before the start.</summary>
    public virtual Task HealAsync(FaultRun run) => Task.CompletedTask;

    /// <summary>Takes away what the fault brought along, when all programs have ended.</summary>
    public virtual Task DisposeAsync(FaultRun run) => Task.CompletedTask;

    /// <summary>How long a lasting fault lasts.</summary>
    protected static Task LastAsync(FaultRun run) => Task.Delay(TimeSpan.FromSeconds(.4 + run.Random.NextDouble()));
}
