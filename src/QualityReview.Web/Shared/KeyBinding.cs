using Microsoft.AspNetCore.Components;

namespace QualityReview.Web.Shared;

/// <summary>A key and what it does.</summary>
/// <param name="Key">As typed: "q", "?", "ArrowDown", "Escape", "ctrl+k" (also ⌘K).</param>
/// <param name="Title">Shown in the list of keys.</param>
/// <param name="Repeats">Whether holding the key down repeats it.</param>
public sealed record KeyBinding(string Key, string Title, EventCallback Run, bool Repeats = false)
{
    /// <param name="receiver">The component that is rendered again afterwards.</param>
    public static KeyBinding To(object receiver, string key, string title, Func<Task> run, bool repeats = false) =>
        new(key, title, EventCallback.Factory.Create(receiver, run), repeats);

    /// <inheritdoc cref="To(object, string, string, Func{Task}, bool)"/>
    public static KeyBinding To(object receiver, string key, string title, Action run, bool repeats = false) =>
        new(key, title, EventCallback.Factory.Create(receiver, run), repeats);
}
