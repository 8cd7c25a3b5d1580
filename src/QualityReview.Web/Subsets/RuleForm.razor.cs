using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using QualityReview.Filters;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>Chooses the rule: a saved filter, typed text, or its parts one by one; and saves it under a name.</summary>
public sealed partial class RuleForm : IDisposable
{
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(300);

    private string _typed = "";
    private string _given = "";
    private string? _shown;
    private string _name = "";
    private CancellationTokenSource? _rest;

    [Parameter, EditorRequired] public SubsetView View { get; set; } = default!;

    [Parameter, EditorRequired] public string Dataset { get; set; } = "";

    /// <summary>Gets a rule that was typed, once typing rests, or made by the chips.</summary>
    [Parameter] public EventCallback<string> OnRule { get; set; }

    /// <summary>Gets true when the text is no longer the rule that the page shows, and false when it is again without a new rule.</summary>
    [Parameter] public EventCallback<bool> OnTyping { get; set; }

    /// <summary>Gets the name of a saved filter.</summary>
    [Parameter] public EventCallback<string> OnFilter { get; set; }

    /// <summary>Gets the name under which the rule shall be saved.</summary>
    [Parameter] public EventCallback<string> OnSave { get; set; }

    /// <summary>Why it could not be saved; empty where nothing failed.</summary>
    [Parameter] public string SaveFault { get; set; } = "";

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string SaveTitle => View.Filters.FirstOrDefault(filter => filter.Name == _name.Trim()) is { Version: > 0 } known ? $"Save as version {Display.Count(known.Version + 1)}" : "Save";

    private string Picked => View.Rule.Filter is not { } filter ? "" : View.Filters.Contains(filter) ? filter.Name : filter.Reference;

    /// <summary>The rule cut at its fault; null where the fault marks nothing.</summary>
    private (string Before, string Wrong, string After)? Marked
    {
        get
        {
            var (rule, fault) = (View.Rule.Text, View.Rule.Fault);
            if (fault is null || fault.Length <= 0 || fault.Position < 1 || fault.Position - 1 + fault.Length > rule.Length)
            {
                return null;
            }

            const int Around = 60;
            var start = fault.Position - 1;
            var from = Math.Max(0, start - Around);
            var to = Math.Min(rule.Length, start + fault.Length + Around);
            return ((from > 0 ? "… " : "") + rule[from..start], rule.Substring(start, fault.Length), rule[(start + fault.Length)..to] + (to < rule.Length ? " …" : ""));
        }
    }

    public void Dispose() => StopWaiting();

    protected override void OnParametersSet()
    {
        // A page that renders before it has read the typed rule brings the one before: it must not wipe what was typed.
        var shown = View.Rule.Text;
        if (shown == _shown)
        {
            return;
        }

        _shown = shown;
        // An emptied field stays empty: the rule it stands for is its placeholder.
        if (shown != _given && _rest is null && !(shown == Filter.All.Rule && string.IsNullOrWhiteSpace(_typed)))
        {
            _typed = shown;
        }

        _given = shown;
    }

    private static string Title(Filter filter) => filter == Filter.All ? "all (keeps everything)" : $"{Excerpt.Of(filter.Name, 80)} · version {Display.Count(filter.Version)}";

    private Task PickAsync(string name)
    {
        StopWaiting();
        return name.Length == 0 ? Task.CompletedTask : OnFilter.InvokeAsync(name);
    }

    private async Task TypedAsync()
    {
        StopWaiting();
        _rest = new CancellationTokenSource();
        var rest = _rest.Token;
        await OnTyping.InvokeAsync(true);
        try
        {
            await Task.Delay(s_rest, Time, rest);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await UseTypedAsync();
    }

    private Task PressedAsync(KeyboardEventArgs e) => e is { Key: "Enter", ShiftKey: false } ? UseTypedAsync() : Task.CompletedTask;

    private Task UseTypedAsync()
    {
        StopWaiting();
        var rule = _typed.ReplaceLineEndings(" ").Trim();
        if (rule == _given.Trim())
        {
            return OnTyping.InvokeAsync(false);
        }

        _given = rule;
        return OnRule.InvokeAsync(rule);
    }

    private Task BuiltAsync(string rule)
    {
        StopWaiting();
        return OnRule.InvokeAsync(rule);
    }

    private Task RemoveAsync(string part) => ChangeAsync(editor => editor.Without(View.Rule.Text, View.Parts.First(known => known.Text == part)));

    private Task AddAsync(string term) => ChangeAsync(editor => editor.With(View.Rule.Text, term));

    private async Task ChangeAsync(Func<RuleEditor, string> change)
    {
        StopWaiting();
        try
        {
            await OnRule.InvokeAsync(change(new RuleEditor(View.Loaded.Table)));
        }
        catch (WrongWordsException)
        {
            // The changed rule would be longer than rules may be: it stays as it is.
        }
    }

    private void StopWaiting()
    {
        _rest?.Cancel();
        _rest?.Dispose();
        _rest = null;
    }
}
