using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace QualityReview.Web.Shared;

/// <summary>Gives a page its keys while it is shown. Draws nothing; "?" lists the keys of all maps, and typing in a field is left alone.</summary>
public sealed class KeyMap : ModuleComponent
{
    private readonly string _id = Guid.NewGuid().ToString("N");
    private DotNetObjectReference<KeyMap>? _self;
    private string _registered = "";

    /// <summary>Heading in the list of keys.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<KeyBinding> Keys { get; set; } = [];

    protected override string ModulePath => "js/keys.js";

    [JSInvokable]
    public Task Press(string key) => InvokeAsync(() => Keys.FirstOrDefault(k => k.Key == key)?.Run.InvokeAsync() ?? Task.CompletedTask);

    /// <summary>Opens the list of keys.</summary>
    public Task HelpAsync() => CallAsync("help");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var signature = string.Join('\n', Keys.Select(k => $"{k.Key}\t{k.Title}\t{k.Repeats}"));
        if (signature == _registered)
            return;
        _registered = signature;
        _self ??= DotNetObjectReference.Create(this);
        await CallAsync("register", _id, Title, Keys.Select(k => new { key = k.Key, title = k.Title, repeats = k.Repeats }), _self);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_self is not null)
            await CallAsync("unregister", _id);
        _self?.Dispose();
        await base.DisposeAsync();
    }
}
