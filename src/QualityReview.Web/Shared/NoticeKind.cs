namespace QualityReview.Web.Shared;

/// <summary>How a notice or toast is meant.</summary>
public enum NoticeKind
{
    Information,
    Success,
    Warning,
    Failure,
}
