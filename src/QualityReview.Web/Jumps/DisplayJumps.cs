using QualityReview.Web.Shared;

namespace QualityReview.Web.Jumps;

/// <summary>How pages look in this browser.</summary>
internal sealed class DisplayJumps : IJumpSource
{
    private static readonly JumpTarget[] s_all =
    [
        Of("Light theme", "theme", "light"),
        Of("Dark theme", "theme", "dark"),
        Of("Theme of the system", "theme", ""),
        Of("High contrast, on or off", "contrast", "more"),
        Of("Compact rows, on or off", "density", "compact"),
    ];

    public Task<IReadOnlyList<JumpTarget>> FindAsync(string typed, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<JumpTarget>>(s_all);

    private static JumpTarget Of(string title, string key, string value) => new(title, "", "display") { Display = (key, value) };
}
