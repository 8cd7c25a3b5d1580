using QualityReview.Faults.Scenarios;

namespace QualityReview.Faults.Kinds;

/// <summary>A file of a model is cut, overwritten or gone, before the start or while it is being used.</summary>
internal sealed class SpoiledModelFault : FaultKind
{
    public override string Name => "spoiled model";

    public override bool MayRefuse => true;

    public override bool Suits(Scenario scenario) => scenario is ModelScenario;

    public override Task BeforeStartAsync(FaultRun run)
    {
        if (run.Random.NextInt(2) == 0)
        {
            Spoil(run);
        }

        return Task.CompletedTask;
    }

    public override async Task StrikeAsync(FaultRun run)
    {
        Spoil(run);
        await LastAsync(run);
        // A scorer is loaded again where a job begins with it; one that began with the spoiled model has failed by now, or does so soon.
        ModelScenario.Mend(run);
    }

    public override Task HealAsync(FaultRun run)
    {
        ModelScenario.Mend(run);
        return Task.CompletedTask;
    }

    private static void Spoil(FaultRun run)
    {
        var files = Directory.GetFiles(ModelScenario.ModelFolder(run), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToArray();
        var file = files[run.Random.NextInt(files.Length)];
        var way = run.Random.NextInt(4);
        run.Note($"{Path.GetFileName(file)} {way switch { 0 => "cut", 1 => "begins with noise", 2 => "noise in the middle", _ => "gone" }}");
        if (way == 3)
        {
            File.Delete(file);
            return;
        }

        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (way == 0)
        {
            stream.SetLength((long)(stream.Length * run.Random.NextDouble()));
            return;
        }

        stream.Position = way == 1 ? 0 : stream.Length / 2;
        stream.Write(Enumerable.Range(0, 200).Select(_ => (byte)run.Random.NextInt(256)).ToArray());
    }
}
