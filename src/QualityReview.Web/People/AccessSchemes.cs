namespace QualityReview.Web.People;

/// <summary>The ways in which a request says who sends it.</summary>
internal static class AccessSchemes
{
    /// <summary>Chooses one of the others.</summary>
    public const string Any = "any";

    /// <summary>The cookie of a person who has signed in.</summary>
    public const string Session = "session";

    /// <summary>Everybody is the one user.</summary>
    public const string SingleUser = "single_user";

    /// <summary>A header of the proxy in front.</summary>
    public const string Proxy = "proxy";

    /// <summary><c>Authorization: Bearer</c> with the token of a program.</summary>
    public const string Token = "token";

    public const string OAuth = "oauth";
}
