using System.Security.Claims;

namespace QualityReview.Web.People;

/// <summary>Who sends a request that no component renders; null in a tab and on pages.</summary>
internal sealed class RequestPerson
{
    public ClaimsPrincipal? Person { get; set; }
}
