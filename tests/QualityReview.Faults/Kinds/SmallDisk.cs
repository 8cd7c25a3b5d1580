using System.Diagnostics;

namespace QualityReview.Faults.Kinds;

/// <summary>A file system in memory that can be filled to the last page. It takes the right to mount: that of root, or of whoever runs
/// the harness as <c>unshare --user --map-root-user --mount</c>.</summary>
internal sealed class SmallDisk(string folder)
{
    private const int Block = 4096;

    public static string? Lacks { get; } = Probe();

    private string Ballast => Path.Combine(folder, "ballast");

    public void Mount() => Require("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder);

    /// <summary>Leaves so many bytes.</summary>
    public void Fill(int left)
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[Block];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            file.SetLength(Math.Max(0, file.Position - left));
        }
    }

    public void Free() => File.Delete(Ballast);

    /// <summary>As much room as a healthy disk has.</summary>
    public void Widen() => Require("mount", "-o", "remount,size=16g", folder);

    public void Unmount() => Try("umount", "-l", folder);

    private static string? Probe()
    {
        var folder = Directory.CreateTempSubdirectory("quality-review-mount-").FullName;
        var works = Try("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder) && Try("umount", folder);
        Directory.Delete(folder);
        return works ? null : "the right to mount a file system is missing: run as root, or under unshare --user --map-root-user --mount";
    }

    private static void Require(string program, params string[] words)
    {
        if (!Try(program, words))
        {
            throw new QualityReviewException($"{program} {string.Join(' ', words)} failed.");
        }
    }

    private static bool Try(string program, params string[] words)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, words) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
