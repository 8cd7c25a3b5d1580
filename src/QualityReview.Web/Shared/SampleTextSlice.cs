using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace QualityReview.Web.Shared;

/// <summary>One part of a <see cref="SampleText"/>; rendered again only when what it shows has changed.</summary>
public sealed class SampleTextSlice : ComponentBase
{
    private object? _drawn;

    [Parameter, EditorRequired] public ServerText Text { get; set; } = "";

    [Parameter, EditorRequired] public TextSlice Slice { get; set; }

    [Parameter] public IReadOnlyList<HeatSpan> Heat { get; set; } = [];

    [Parameter] public IReadOnlyList<int> Hits { get; set; } = [];

    [Parameter] public int HitLength { get; set; }

    /// <summary>The hit at hand where it lies in this slice, else -1.</summary>
    [Parameter] public int Now { get; set; } = -1;

    [Parameter] public bool Marks { get; set; }

    protected override bool ShouldRender()
    {
        var look = (Text, Slice, Heat, Hits, HitLength, Now, Marks);
        if (look.Equals(_drawn))
            return false;
        _drawn = look;
        return true;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "span");
        // Part of a line that is longer than a slice: where lines are wrapped, its parts are laid out one by one too.
        builder.AddAttribute(1, "class", Slice.Block ? "slice block" : Slice.To - Slice.From < Text.Length ? "slice part" : "slice");
        foreach (var run in TextRun.Cut(Text.Value, Slice.From, Slice.To, Heat, Hits, HitLength, Marks))
        {
            if (Class(run) is not { } css)
            {
                builder.AddContent(2, run.Text);
                continue;
            }

            builder.OpenElement(3, run.Hit >= 0 ? "mark" : "span");
            builder.AddAttribute(4, "class", css);
            if (run.Mark is not null)
                builder.AddAttribute(5, "title", run.Mark);
            else if (run.Heat >= 0)
                builder.AddAttribute(5, "title", string.Create(CultureInfo.InvariantCulture, $"{run.Bits:0.0} bits"));
            builder.AddContent(6, run.Text);
            builder.CloseElement();
        }

        builder.CloseElement();
    }

    private string? Class(TextRun run)
    {
        var css = (run.Heat > 0 ? $" h{run.Heat}" : "") + (run.Hit >= 0 ? " hit" : "") + (run.Hit >= 0 && run.Hit == Now ? " now" : "") + (run.Mark is null ? "" : " hidden-mark");
        return css.Length > 0 ? css[1..] : null;
    }
}
