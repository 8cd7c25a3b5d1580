namespace QualityReview.Web.Shared;

/// <summary>Where the last verdict is on its way to the ledger.</summary>
public enum SaveState
{
    Idle,
    Saving,
    Saved,

    /// <summary>It is kept in the page and will be sent again.</summary>
    Failed,
}
