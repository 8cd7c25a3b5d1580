using System.Text.RegularExpressions;

namespace QualityReview.Exports;

/// <summary>Hidden folders of exports whose program was killed before it could take them away.</summary>
public static partial class ExportLeftovers
{
    /// <summary>Deletes them. An earlier export that was about to be replaced gets its name back where nothing has taken it.</summary>
    /// <param name="parent">Folder of the exports; it need not be there.</param>
    /// <param name="before">Those with a younger file stay: somebody may be writing them.</param>
    public static void Sweep(string parent, DateTimeOffset before)
    {
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var left in Directory.GetDirectories(parent, ".*"))
        {
            try
            {
                if (Hidden().Match(Path.GetFileName(left)) is { Success: true } name && Newest(left) < before.UtcDateTime)
                {
                    Clear(left, Path.Combine(parent, name.Groups[1].Value), isEarlier: name.Groups[2].Value == "earlier");
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It stays until the next start.
            }
        }
    }

    private static void Clear(string left, string folder, bool isEarlier)
    {
        if (isEarlier && !Path.Exists(folder))
        {
            Directory.Move(left, folder);
        }
        else
        {
            Directory.Delete(left, recursive: true);
        }
    }

    private static DateTime Newest(string folder) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(entry => entry.LastWriteTimeUtc).Append(Directory.GetLastWriteTimeUtc(folder)).Max();

    [GeneratedRegex("^[.](.+)[.](partial|earlier)-[0-9a-f]{32}$")]
    private static partial Regex Hidden();
}
