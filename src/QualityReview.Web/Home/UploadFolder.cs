using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Home;

/// <summary>Where files lie that came from a browser, until their import is done: each under a random prefix and a harmless name.</summary>
public sealed partial class UploadFolder(QualityReviewOptions options)
{
    /// <summary>Bytes of the largest file that is taken from a browser; the import command takes any.</summary>
    public const long MaxBytes = 10_000_000_000;

    private const string PartialSuffix = ".partial";
    private const int BufferBytes = 1 << 20;

    public string Folder { get; } = Path.Combine(Path.GetFullPath(options.DataFolder), "uploads");

    /// <summary>The name that a person gave the file, without folders and prefix; other paths lose their folders alone.</summary>
    public static string ShownName(string path)
    {
        var name = path[(path.LastIndexOfAny(['/', '\\']) + 1)..];
        return Prefix().IsMatch(name) ? name[13..] : name;
    }

    /// <summary>Takes a file in as it comes. Nothing is left behind where that fails or is cancelled.</summary>
    /// <param name="progress">Gets the bytes stored so far, about every megabyte.</param>
    /// <returns>Full path of the file.</returns>
    public async Task<string> SaveAsync(string name, Stream content, Action<long>? progress, CancellationToken cancellation)
    {
        var file = Path.Combine(Folder, $"{RandomNumberGenerator.GetHexString(12, lowercase: true)}-{Harmless(name)}");
        var partial = file + PartialSuffix;
        try
        {
            Directory.CreateDirectory(Folder);
            await using (var target = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 0, FileOptions.Asynchronous))
            {
                await CopyAsync(content, target, progress, cancellation);
                target.Flush(flushToDisk: true);
            }

            File.Move(partial, file);
            return file;
        }
        catch (Exception fault)
        {
            Delete(partial);
            if (fault is IOException or UnauthorizedAccessException)
            {
                throw new QualityReviewException($"{name} could not be stored in {Folder}: {fault.Message}", fault);
            }

            throw;
        }
    }

    /// <summary>Deletes a file of this folder; other files are left alone.</summary>
    public void Forget(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) == Folder)
        {
            Delete(file);
        }
    }

    /// <summary>Deletes what earlier runs of the program left behind.</summary>
    /// <param name="needed">Files whose import is not done.</param>
    /// <param name="before">Younger files stay: another process may be about to queue their import.</param>
    public void Sweep(IReadOnlySet<string> needed, DateTimeOffset before)
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Folder).Where(file => !needed.Contains(file) && File.GetLastWriteTimeUtc(file) < before.UtcDateTime))
        {
            Delete(file);
        }
    }

    private static async Task CopyAsync(Stream content, Stream target, Action<long>? progress, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        var stored = 0L;
        while (true)
        {
            // A browser sends small pieces: fill the buffer before each write.
            var read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            await target.WriteAsync(buffer.AsMemory(0, read), cancellation);
            stored += read;
            progress?.Invoke(stored);
            if (read < buffer.Length)
            {
                return;
            }
        }
    }

    /// <summary>Letters, digits, dots, dashes and underscores; the end is kept, as it says the format.</summary>
    private static string Harmless(string name)
    {
        var kept = new StringBuilder(ShownName(name));
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = char.IsAsciiLetterOrDigit(kept[i]) || kept[i] is '.' or '-' or '_' ? kept[i] : '_';
        }

        var text = kept.ToString().TrimStart('.');
        return text.Length switch { 0 => "file", > 100 => text[^100..], _ => text };
    }

    private static void Delete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // It stays until the next start's sweep.
        }
    }

    [GeneratedRegex("^[0-9a-f]{12}-.")]
    private static partial Regex Prefix();
}
