using QualityReview.People;

namespace QualityReview.Web.Configuration;

/// <summary>Who is at work in this browser tab, and what that person may do.</summary>
/// <param name="name">Signs reviews and jobs; never empty.</param>
/// <param name="role">The role when the tab was opened; empty for nobody. See <see cref="Role"/>.</param>
/// <param name="roleNow">The role at this moment, or null where the session has ended.</param>
public sealed class Reviewer(string name, string role, Func<string?> roleNow)
{
    public string Name => name;

    /// <summary>Whether this is the one user of single-user mode.</summary>
    public bool IsAlone { get; private init; }

    /// <summary>Whether to offer what needs that role.</summary>
    public bool May(string needed) => Role.Includes(role, needed);

    /// <summary>Called before an act: a role that was taken away meanwhile does not count any more.</summary>
    /// <param name="needed">The role that the act needs.</param>
    /// <param name="act">The act as the sentence names it, such as "export a subset".</param>
    /// <exception cref="WrongWordsException">The person may not.</exception>
    public void Require(string needed, string act)
    {
        if (roleNow() is not { } now)
        {
            throw new WrongWordsException($"Your session has ended; sign in again to {act}.");
        }

        if (!Role.Includes(now, needed))
        {
            throw new WrongWordsException($"To {act} needs the role {needed}, and you have {(now.Length > 0 ? now : "none")}; an admin can change that on the page People.");
        }
    }

    /// <summary>The one user of single-user mode, who may do everything.</summary>
    public static Reviewer From(QualityReviewOptions options) =>
        new(string.IsNullOrWhiteSpace(options.Reviewer) ? Environment.UserName : options.Reviewer.Trim(), Role.Admin, () => Role.Admin) { IsAlone = true };
}
