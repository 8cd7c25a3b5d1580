namespace QualityReview.Web.Shared;

/// <summary>How a job stands.</summary>
public enum JobLook
{
    Queued,
    Running,
    Done,
    Failed,
    Cancelled,

    /// <summary>The process ended under it; it can be resumed.</summary>
    Interrupted,
}

/// <summary>A job as people see it.</summary>
/// <param name="Title">Such as "Scoring web-2026 with Ask-LLM".</param>
/// <param name="Total">0 where it is not known yet.</param>
/// <param name="Noun">What <paramref name="Done"/> counts, in the plural.</param>
/// <param name="SamplesPerSecond">Null where no rate is known.</param>
/// <param name="Left">Null where it cannot be told.</param>
/// <param name="Device">Such as "CPU, 2 threads"; empty where none matters.</param>
/// <param name="Failure">One sentence; empty where nothing failed.</param>
/// <param name="Message">One sentence on how it stands or ended; empty where nothing is to be said.</param>
public sealed record JobView(
    string Id, string Title, JobLook Look, long Done, long Total, string Noun = "samples", double? SamplesPerSecond = null, double? TokensPerSecond = null,
    TimeSpan? Left = null, string Device = "", string Failure = "", string Message = "")
{
    public bool CanCancel => Look is JobLook.Queued or JobLook.Running;

    public bool CanResume => Look is JobLook.Failed or JobLook.Cancelled or JobLook.Interrupted;

    /// <summary>"8,800 of 12,400 samples · 71% · 41.2 samples/s · 8,942 tokens/s · 12 min left".</summary>
    public string Figures => string.Join(" · ", new[]
    {
        (Total, Done, Look) switch
        {
            (0, 0, JobLook.Queued) => "Waits for its turn",
            (0, 0, JobLook.Running) => "Begins",
            (0, _, _) => $"{Display.Count(Done)} {Noun}",
            _ => $"{Display.Count(Done)} of {Display.Count(Total)} {Noun}",
        },
        Total > 0 && Look != JobLook.Done ? Display.Percent((double)Done / Total) : null,
        Look == JobLook.Running && SamplesPerSecond is { } samples ? Display.Rate(samples, "samples") : null,
        Look == JobLook.Running && TokensPerSecond is { } tokens ? Display.Rate(tokens, "tokens") : null,
        Look == JobLook.Running && Left is { } left ? Display.Left(left) : null,
    }.OfType<string>());
}
