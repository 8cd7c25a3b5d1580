using QualityReview.People;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.People;

/// <summary>While nobody could let anybody in, each start makes a one-time link for the first admin.</summary>
internal sealed class FirstAdmin(AccountStore accounts, InvitationStore invitations, QualityReviewOptions settings)
{
    /// <summary>Path of the link, or null where none is needed.</summary>
    public async Task<string?> LinkAsync(CancellationToken cancellation) =>
        settings.Access.SingleUser || settings.Access.Proxy.Header.Length > 0 && settings.Access.Proxy.FirstRole == Role.Admin || accounts.HasAdmin()
            ? null
            : ReviewUrls.Join(await invitations.FirstAdminAsync(cancellation));
}
