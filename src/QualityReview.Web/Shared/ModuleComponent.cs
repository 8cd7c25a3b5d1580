using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QualityReview.Web.Shared;

/// <summary>A component with a browser module: imports it once, and stays quiet when the browser has gone.</summary>
public abstract class ModuleComponent : ComponentBase, IAsyncDisposable
{
    private IJSObjectReference? _module;

    [Inject] protected IJSRuntime JS { get; set; } = default!;

    /// <summary>Path below the web root, such as "Shared/HistogramPanel.razor.js".</summary>
    protected abstract string ModulePath { get; }

    protected async Task<IJSObjectReference> ModuleAsync() =>
        _module ??= await JS.InvokeAsync<IJSObjectReference>("import", "./" + Assets[ModulePath]);

    protected async Task CallAsync(string function, params object?[] args)
    {
        try
        {
            await (await ModuleAsync()).InvokeVoidAsync(function, args);
        }
        catch (Exception fault) when (fault is JSDisconnectedException or ObjectDisposedException)
        {
            // The page was closed, or left while its module was still on its way: nobody is left to see the result.
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_module is null)
            return;
        try
        {
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser dropped its modules with the page.
        }
    }
}
