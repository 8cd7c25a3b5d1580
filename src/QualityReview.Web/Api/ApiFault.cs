namespace QualityReview.Web.Api;

/// <summary>A request that is refused.</summary>
/// <param name="status">HTTP status of the answer.</param>
/// <param name="message">One sentence: what was found, where, and what is supported.</param>
internal sealed class ApiFault(int status, string message) : Exception(message)
{
    public int Status => status;

    public static ApiFault NotFound(string message) => new(StatusCodes.Status404NotFound, message);

    public static ApiFault Wrong(string message) => new(StatusCodes.Status400BadRequest, message);
}
