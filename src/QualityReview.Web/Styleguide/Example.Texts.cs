using QualityReview.Reviews;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Styleguide;

internal static partial class Example
{
    public const string Prose =
        """
        The Kermadec petrel nests on the ground under bushes and in rock crevices. Pairs keep the same site for years, and both parents brood the single egg in shifts of four to nine days while the other feeds far out to sea.

        On the islands where rats were removed in 2002 the colonies doubled within eight seasons. Nobody had counted the storm-petrels before, so the doubling is known for one species only: a reminder that what is not measured cannot be seen to recover.
        """;

    public const string Tricks = "Pay to \u202Egnp.exe\u202C today.\u200B\u200B Soft\u00ADhyphen, no\u00A0break, tab\tand end.\r\n\uFEFF<script>alert('never run')</script> <img src=x onerror=alert(1)>\nNUL\u0000 and a tag \U000E0041.";

    public const string Code =
        """
        def retry(call, times=3):
            # The third attempt was added because the vendor's gateway drops about one call in four hundred on Mondays, right after their rotation.
            for attempt in range(times):
                try:
                    return call()
                except TimeoutError:
                    if attempt == times - 1: raise
        """;

    public const string Hebrew = "העיר חיפה שוכנת על מורדות הר הכרמל, ונמלה הוא הגדול בצפון הארץ.\nשנת הייסוד: 1761. The port opened in 1933.";

    public static string Megabytes { get; } = string.Concat(Enumerable.Repeat(Prose + "\n\n", 5_000_000 / Prose.Length));

    public static IReadOnlyList<HeatSpan> Heat { get; } = MakeHeat();

    public static IReadOnlyList<ReasonChoice> Reasons { get; } =
        [new("lacks_context", "Lacks context"), new("repeats", "Repeats"), new("advertising", "Advertising"), new("niche_but_good", "Niche but good"), new("wrong_language", "Wrong language"), new("machine_made", "Machine made")];

    public static TimeProvider Clock { get; } = new StillClock();

    public static IReadOnlyList<HistoryEntry> History { get; } =
    [
        new(10_412, "Tom", Verdict.Keep, Clock.GetUtcNow().AddMinutes(-9), ["Niche but good"], "The table at the end is right; I checked two values.", 14, "drop"),
        new(9_880, "Ana", Verdict.None, Clock.GetUtcNow().AddHours(-2), [], TakenBack: true),
        new(9_879, "Ana", Verdict.Drop, Clock.GetUtcNow().AddHours(-2).AddMinutes(-1), ["Lacks context", "Repeats"], "", 6, "drop"),
    ];

    public static IReadOnlyList<JobView> Jobs { get; } =
    [
        new("1", "Scoring web-2026 with Ask-LLM", JobLook.Running, 8_800, 12_400, "samples", 41.2, 8_942, TimeSpan.FromMinutes(12), "CUDA 0, NVIDIA H200"),
        new("2", "Importing forums.jsonl.gz", JobLook.Running, 181_004, 0, "lines", 9_120),
        new("3", "Exporting kept-60", JobLook.Queued, 0, 41_208),
        new("4", "Scoring web-2026 with Perplexity", JobLook.Done, 12_400, 12_400, Device: "CPU, 2 threads"),
        new("5", "Scoring wiki with Density", JobLook.Failed, 4_096, 12_400, Device: "CPU, 2 threads", Failure: "The disk is full: 12 MB are free in data, 400 MB are needed."),
        new("6", "Scoring wiki with Ask-LLM", JobLook.Interrupted, 9_999, 10_000, Device: "CPU, 2 threads"),
    ];

    public static IReadOnlyDictionary<string, string> Receipt { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["model"] = "judge-mini",
        ["model_hash"] = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ["precision"] = "float32",
        ["prompt"] = "ask_llm_paper",
        ["window"] = "512 tokens",
    };

    private static List<HeatSpan> MakeHeat()
    {
        var spans = new List<HeatSpan>();
        for (var at = 0; at < Prose.Length;)
        {
            var space = Prose.IndexOf(' ', at + 1);
            var end = space < 0 ? Prose.Length : space;
            spans.Add(new(at, end - at, (at * 37 + end * 11) % 160 / 10f));
            at = end;
        }

        return spans;
    }

    private sealed class StillClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    }
}
