namespace QualityReview.Web.Tests.Api;

/// <summary>One app for tests that change nothing in it.</summary>
public sealed class SharedApp : IAsyncLifetime
{
    internal ApiApp App { get; private set; } = default!;

    public async ValueTask InitializeAsync() => App = await ApiApp.StartAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
