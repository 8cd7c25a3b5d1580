using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Routing;
using QualityReview.Web.Server;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Layout;

/// <summary>Shows a page, or, where it failed, a notice: the message of a <see cref="QualityReviewException"/>, else an id that the log knows.</summary>
public sealed class PageBoundary : ErrorBoundaryBase, IDisposable
{
    [Inject] private ILogger<PageBoundary> Log { get; set; } = default!;

    [Inject] private Correlation Correlation { get; set; } = default!;

    [Inject] private NavigationManager Navigation { get; set; } = default!;

    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception is not QualityReviewException)
            Log.LogError(exception, "Page {Page} failed, id {Id}.", Navigation.ToBaseRelativePath(Navigation.Uri), Correlation.Id);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenElement(1, "div");
        builder.AddAttribute(2, "class", "page");
        builder.OpenComponent<UserNotice>(3);
        builder.AddComponentParameter(4, nameof(UserNotice.Kind), NoticeKind.Failure);
        builder.AddComponentParameter(5, nameof(UserNotice.Title), "This page could not be shown");
        builder.AddComponentParameter(6, nameof(UserNotice.What), CurrentException is QualityReviewException known ? known.Message : $"Unexpected fault, id {Correlation.Id}.");
        builder.AddComponentParameter(7, nameof(UserNotice.ToDo), CurrentException is QualityReviewException
            ? "Change the address or go back; nothing was changed."
            : "Reload the page. If it happens again, give the id to whoever runs this server: the log holds the cause.");
        builder.CloseComponent();
        builder.CloseElement();
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(Recover);
}
