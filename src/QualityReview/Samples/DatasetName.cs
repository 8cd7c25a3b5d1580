using System.Text.RegularExpressions;

namespace QualityReview.Samples;

/// <summary>The rule for names that stand in addresses, commands and folders.</summary>
public static partial class DatasetName
{
    /// <summary>Throws unless <paramref name="name"/> can stand in an address.</summary>
    public static string Check(string name) => Allowed().IsMatch(name)
        ? name
        : throw new WrongWordsException($"\"{name}\" cannot name a dataset: 1 to 64 lower-case letters, digits, dots, dashes and underscores are supported, beginning with a letter or digit.");

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,63}$", RegexOptions.CultureInvariant)]
    private static partial Regex Allowed();
}
