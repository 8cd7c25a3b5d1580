using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using QualityReview.Jobs;
using QualityReview.Onnx.Devices;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Commands;

/// <summary>How a finding is meant.</summary>
internal enum FindingGrade
{
    Ok,

    /// <summary>It works; somebody may want to know.</summary>
    Look,

    Fault,
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Said">What was found and, where it is a fault, what to do: one sentence or two.</param>
internal sealed record Finding(FindingGrade Grade, string Subject, string Said);

/// <summary>Looks an installation over, from the settings to the GPU. Nothing is changed, and no fault ends it but a wrong setting.</summary>
internal static class Examination
{
    private const long LittleSpace = 2L << 30;

    public static IEnumerable<Finding> Run(string? dataFolder, bool full, CancellationToken cancellation)
    {
        QualityReviewOptions options;
        Finding? wrong = null;
        try
        {
            options = QualityReviewSetup.Read(Settings.Read(dataFolder));
        }
        catch (QualityReviewException fault)
        {
            options = new();
            wrong = new(FindingGrade.Fault, "settings", fault.Message);
        }

        if (wrong is not null)
        {
            return [wrong];
        }

        return [new(FindingGrade.Ok, "settings", "read without a fault."), Folder(options.DataFolder), .. Database(options.DataFolder, full, cancellation), .. Scorers(options), .. Devices(options)];
    }

    private static Finding Folder(string folder)
    {
        var path = Path.GetFullPath(folder);
        if (!Directory.Exists(path))
        {
            return new(FindingGrade.Look, "data folder", $"{path} is not there yet; the first start makes it.");
        }

        try
        {
            var probe = Path.Combine(path, $".doctor-{Guid.NewGuid():n}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new(FindingGrade.Fault, "data folder", $"{path} cannot be written to: {fault.Message} Give this user the right to, or name another folder with --data.");
        }

        var free = new DriveInfo(path).AvailableFreeSpace;
        return free < LittleSpace
            ? new(FindingGrade.Fault, "data folder", $"only {Megabytes(free)} MB are free at {path}: imports and exports may fail. Make room.")
            : new(FindingGrade.Ok, "data folder", $"{path}, {Megabytes(free)} MB free.");
    }

    private static List<Finding> Database(string folder, bool full, CancellationToken cancellation)
    {
        var file = Path.Combine(Path.GetFullPath(folder), ReviewDatabase.FileName);
        if (!File.Exists(file))
        {
            return [new(FindingGrade.Look, "database", "none yet; the first start makes it.")];
        }

        if (ReviewDatabase.Faults(file, full, cancellation) is [var first, ..] faults)
        {
            return [new(FindingGrade.Fault, "database", $"{file}: {first}{(faults.Count > 1 ? $" And {faults.Count - 1} more." : "")} Move it away and restore a backup.")];
        }

        try
        {
            // Opened as the app opens it, so that a schema of a newer version is said.
            var database = ReviewDatabase.Open(folder);
            var found = new List<Finding>
            {
                new(FindingGrade.Ok, "database", $"{file}, {Megabytes(new FileInfo(file).Length)} MB, {(full ? "every page and index" : "every page")} sound; {new DatasetStore(database, TimeProvider.System).List().Count switch { 1 => "1 dataset", var count => $"{count} datasets" }}."),
            };
            var stopped = new JobStore(database, TimeProvider.System).CountByState().Where(state => state.Key is JobState.Failed or JobState.Interrupted).ToList();
            if (stopped.Count > 0)
            {
                found.Add(new(FindingGrade.Look, "jobs", $"{string.Join(" and ", stopped.Select(state => $"{state.Value} {state.Key}"))}: the page Jobs says why, and resumes them."));
            }

            database.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return found;
        }
        catch (QualityReviewException fault)
        {
            return [new(FindingGrade.Fault, "database", fault.Message)];
        }
    }

    private static List<Finding> Scorers(QualityReviewOptions options)
    {
        try
        {
            return [.. new ScorerSettings(options).All.Where(scorer => scorer.Options.Model.Length > 0).Select(scorer => Scorer(scorer.Options))];
        }
        catch (QualityReviewException fault)
        {
            return [new(FindingGrade.Fault, ScorerSettings.FileName, fault.Message)];
        }
    }

    private static Finding Scorer(ScorerOptions scorer)
    {
        try
        {
            return new(FindingGrade.Ok, scorer.Key, ModelCheck.Run(scorer.Model));
        }
        catch (QualityReviewException fault)
        {
            return new(FindingGrade.Fault, scorer.Key, $"{fault.Message} Mend the folder {scorer.Model}, or take the scorer out of the settings.");
        }
    }

    private static List<Finding> Devices(QualityReviewOptions options)
    {
        var found = new List<Finding> { new(FindingGrade.Ok, "ONNX Runtime", OrtEnv.Instance().GetVersionString() + ".") };
        var driver = NvidiaDriver.Read();
        found.AddRange(driver.Gpus.Select(gpu => new Finding(
            gpu.Fault.Length > 0 ? FindingGrade.Fault : FindingGrade.Ok, $"GPU {gpu.Index}", gpu.Fault.Length > 0 ? gpu.Fault : $"{gpu.Name}, {Megabytes(gpu.FreeBytes)} of {Megabytes(gpu.MemoryBytes)} MB free, driver {driver.Version}.")));
        try
        {
            // A GPU that is there and cannot be used is worth a look even where the CPU was not asked for.
            var device = DeviceChoice.Resolve(options.Scoring.Device);
            found.Add(new(device.Cuda is null && driver.Gpus.Count > 0 && options.Scoring.Device == DeviceChoice.Auto ? FindingGrade.Look : FindingGrade.Ok, "device", device.Reason));
        }
        catch (QualityReviewException fault)
        {
            found.Add(new(FindingGrade.Fault, "device", fault.Message));
        }

        return found;
    }

    private static string Megabytes(long bytes) => (bytes / 1_000_000).ToString("N0", CultureInfo.InvariantCulture);
}
