namespace QualityReview.Web.Configuration;

/// <summary>How people are known to the app.</summary>
public sealed class AccessOptions
{
    /// <summary>Whether everybody who reaches the app is its one user and may do everything; for one person on one machine, as the
    /// banner says. The default value is false: people sign in.</summary>
    public bool SingleUser { get; set; }

    /// <summary>Wrong passwords in a row that lock an account, 3 to 100. The default value is 5.</summary>
    public int FailuresUntilLockout { get; set; } = 5;

    /// <summary>Minutes that a lockout lasts, 1 to 1,440. The default value is 5.</summary>
    public int LockoutMinutes { get; set; } = 5;

    /// <summary>Hours after which an unused session ends, 1 to 8,760. The default value is 336: two weeks.</summary>
    public int SessionHours { get; set; } = 336;

    /// <summary>Tabs that one person may have live at once, 5 to 10,000. The default value is 100.</summary>
    public int TabsPerPerson { get; set; } = 100;

    public ProxyOptions Proxy { get; set; } = new();

    public OAuthProviderOptions OAuth { get; set; } = new();
}

/// <summary>Sign-in by a proxy in front of the app, which names the person in a header.</summary>
public sealed class ProxyOptions
{
    /// <summary>Header that holds the person's name, such as <c>X-Forwarded-User</c>. The default value is empty: no proxy.</summary>
    public string Header { get; set; } = "";

    /// <summary>IP addresses from which the header is believed, separated by semicolons. The default value is empty: this machine's
    /// own.</summary>
    public string Addresses { get; set; } = "";

    /// <summary>Role of a person whom the proxy names for the first time; <c>none</c>: only people who have an account come in.
    /// The default value is <c>annotator</c>.</summary>
    public string FirstRole { get; set; } = "annotator";
}

/// <summary>Sign-in by an OAuth 2 provider, beside passwords.</summary>
public sealed class OAuthProviderOptions
{
    /// <summary>What the button calls it. The default value is empty: no provider.</summary>
    public string Name { get; set; } = "";

    public string AuthorizationEndpoint { get; set; } = "";

    public string TokenEndpoint { get; set; } = "";

    /// <summary>Answers with a JSON object about the person.</summary>
    public string UserInformationEndpoint { get; set; } = "";

    public string ClientId { get; set; } = "";

    /// <summary>Better set in the environment than in a file.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>Separated by spaces. The default value is <c>openid profile email</c>.</summary>
    public string Scopes { get; set; } = "openid profile email";

    /// <summary>Property of the person's JSON object that names the account; it must be one that the person cannot choose freely. The
    /// default value is <c>email</c>.</summary>
    public string NameProperty { get; set; } = "email";

    /// <summary>Role of a person who comes for the first time; <c>none</c>: only people who have an account come in. The default
    /// value is <c>none</c>.</summary>
    public string FirstRole { get; set; } = "none";
}
