namespace QualityReview.Fuzz;

/// <summary>A folder for what parsers want to have on disk, in memory where the machine has such a place.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private static readonly string s_root = Directory.Exists("/dev/shm") ? "/dev/shm" : System.IO.Path.GetTempPath();

    public string Path { get; } = System.IO.Path.Combine(s_root, $"quality-review-fuzz-{Guid.NewGuid():N}");

    public ScratchFolder() => Directory.CreateDirectory(Path);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
