namespace QualityReview.Web.Shared;

/// <summary>A text of any length as a component's parameter. Blazor Server sends parameters that are strings to the browser, drawn or
/// not: a text of megabytes must not be one.</summary>
public sealed record ServerText(string Value)
{
    public int Length => Value.Length;

    public static implicit operator ServerText(string value) => new(value);
}
