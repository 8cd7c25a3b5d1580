namespace QualityReview.People;

/// <summary>What a person may do, as stored: each role may do what the one before may.</summary>
public static class Role
{
    public const string Annotator = "annotator";

    public const string Lead = "lead";

    public const string Admin = "admin";

    /// <summary>From the least to the most.</summary>
    public static IReadOnlyList<string> All { get; } = [Annotator, Lead, Admin];

    /// <summary>Whether somebody with the role <paramref name="held"/> may do what needs <paramref name="needed"/>.</summary>
    public static bool Includes(string held, string needed) => Rank(held) >= Rank(needed) && Rank(held) >= 0;

    /// <exception cref="WrongWordsException">There is no such role.</exception>
    public static string Check(string role) =>
        Rank(role) >= 0 ? role : throw new WrongWordsException($"There is no role \"{role}\"; supported are {string.Join(", ", All)}.");

    private static int Rank(string role) => role switch { Annotator => 0, Lead => 1, Admin => 2, _ => -1 };
}
