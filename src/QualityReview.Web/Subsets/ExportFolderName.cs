using System.Globalization;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Subsets;

/// <summary>Names of folders that people may export to: one folder inside the export folder, and nothing else.</summary>
public static class ExportFolderName
{
    public const int MaxLength = 100;

    /// <summary>Full path of the folder that holds the exports.</summary>
    public static string Root(QualityReviewOptions options) =>
        Path.GetFullPath(options.ExportFolder.Length > 0 ? options.ExportFolder : Path.Combine(options.DataFolder, "exports"));

    /// <summary>One sentence: why a name cannot be one; null where it can.</summary>
    public static string? FaultOf(string name)
    {
        if (name.Length is 0 or > MaxLength)
        {
            return name.Length == 0 ? "A folder needs a name." : string.Create(CultureInfo.InvariantCulture, $"The name has {name.Length} characters; up to {MaxLength} are supported.");
        }

        foreach (var letter in name.Where(letter => !IsAllowed(letter)).Take(1))
        {
            return $"The name holds {Named(letter)}; supported are the letters a–z and A–Z, digits, dash, underscore and dot.";
        }

        return !char.IsAsciiLetterOrDigit(name[0]) ? "The name must begin with a letter or a digit."
            : name[^1] == '.' ? "The name must not end with a dot."
            : null;
    }

    /// <summary>Full path of a folder with this name.</summary>
    /// <exception cref="WrongWordsException">The name cannot be one, or there is already something of that name.</exception>
    public static string PathFor(QualityReviewOptions options, string name)
    {
        if (FaultOf(name) is { } fault)
        {
            throw new WrongWordsException(fault);
        }

        var path = Path.Combine(Root(options), name);
        return Exists(path) ? throw new WrongWordsException($"There is already a folder {name}; choose another name.") : path;
    }

    /// <summary>A free name that says dataset, filter and day.</summary>
    /// <param name="taken">Names that jobs will make.</param>
    public static string Suggest(QualityReviewOptions options, string dataset, string? filter, DateTimeOffset now, IReadOnlyCollection<string> taken)
    {
        var words = $"{dataset}-{filter ?? "rule"}";
        var clean = new string([.. words[..Math.Min(words.Length, MaxLength - 20)].Select(letter => IsAllowed(letter) ? letter : '-')]);
        var name = string.Create(CultureInfo.InvariantCulture, $"{clean.Trim('-', '.', '_')}-{now.UtcDateTime:yyyyMMdd}").TrimStart('-');
        var root = Root(options);
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
            if (!taken.Contains(candidate) && !Exists(Path.Combine(root, candidate)))
            {
                return candidate;
            }
        }
    }

    private static bool Exists(string path) => Directory.Exists(path) || File.Exists(path);

    private static bool IsAllowed(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.';

    private static string Named(char letter) => letter switch
    {
        ' ' => "a space",
        '/' or '\\' => $"“{letter}”, which would lead to another folder",
        _ when char.IsControl(letter) || char.IsSurrogate(letter) => "a character that folders cannot have",
        _ => $"“{letter}”",
    };
}
