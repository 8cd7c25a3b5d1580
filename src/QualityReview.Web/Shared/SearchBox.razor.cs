using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace QualityReview.Web.Shared;

/// <summary>A search field that reports once typing rests.</summary>
public sealed partial class SearchBox : IDisposable
{
    private ElementReference _input;
    private CancellationTokenSource? _rest;
    private string _typed = "";
    private string _given = "";

    [Parameter] public string Value { get; set; } = "";

    [Parameter] public EventCallback<string> ValueChanged { get; set; }

    /// <summary>Enter was pressed on a value that was reported before; true with Shift.</summary>
    [Parameter] public EventCallback<bool> OnEnter { get; set; }

    [Parameter] public string Label { get; set; } = "Search";

    [Parameter] public string? Placeholder { get; set; }

    [Parameter] public bool Small { get; set; }

    /// <summary>The pause that ends typing, in milliseconds. The default value is 250; 0 reports at once.</summary>
    [Parameter] public int DelayMs { get; set; } = 250;

    [Parameter] public TimeProvider Clock { get; set; } = TimeProvider.System;

    public async Task FocusAsync() => await _input.FocusAsync();

    public void Dispose()
    {
        _rest?.Cancel();
        _rest?.Dispose();
    }

    protected override void OnParametersSet()
    {
        // A parent that renders while the person types passes the old value: it must not wipe what was typed.
        if (Value == _given)
            return;
        _given = Value;
        _typed = Value;
    }

    private async Task TypedAsync(string typed)
    {
        _typed = typed;
        _rest?.Cancel();
        _rest?.Dispose();
        _rest = new();
        var rest = _rest.Token;
        if (DelayMs > 0)
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(DelayMs), Clock, rest);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }

        await ReportAsync();
    }

    private async Task PressedAsync(KeyboardEventArgs e)
    {
        if (e.Key != "Enter")
            return;
        _rest?.Cancel();
        if (_typed == _given)
            await OnEnter.InvokeAsync(e.ShiftKey);
        else
            await ReportAsync();
    }

    private Task ReportAsync()
    {
        if (_typed == _given)
            return Task.CompletedTask;
        _given = _typed;
        return ValueChanged.InvokeAsync(_typed);
    }
}
