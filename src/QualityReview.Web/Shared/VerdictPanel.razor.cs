using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Reviews;

namespace QualityReview.Web.Shared;

/// <summary>Where a person judges a sample: one key a verdict, reasons before it, a note, undo, and whether it is saved.</summary>
public sealed partial class VerdictPanel
{
    private readonly string _noteId = "note-" + Guid.NewGuid().ToString("N")[..8];
    private ElementReference _note;

    /// <summary>Names it where a page shows several.</summary>
    [Parameter] public string Label { get; set; } = "Your verdict";

    [Parameter] public Verdict Current { get; set; }

    [Parameter] public IReadOnlyList<ReasonChoice> Reasons { get; set; } = [];

    /// <summary>Codes of the reasons that are on.</summary>
    [Parameter] public IReadOnlySet<string> Picked { get; set; } = new HashSet<string>();

    [Parameter] public string Note { get; set; } = "";

    [Parameter] public SaveState State { get; set; }

    /// <summary>One sentence, shown when <see cref="State"/> is failed.</summary>
    [Parameter] public string Failure { get; set; } = "";

    [Parameter] public bool CanUndo { get; set; }

    [Parameter] public bool Disabled { get; set; }

    [Parameter] public VerdictKeys Keys { get; set; } = new();

    /// <summary>Whether it registers its keys. The default value is true.</summary>
    [Parameter] public bool ListensToKeys { get; set; } = true;

    [Parameter] public EventCallback<Verdict> OnVerdict { get; set; }

    [Parameter] public EventCallback<string> OnToggleReason { get; set; }

    [Parameter] public EventCallback<string> OnNote { get; set; }

    [Parameter] public EventCallback OnUndo { get; set; }

    /// <summary>Without a listener there is no skip button.</summary>
    [Parameter] public EventCallback OnSkip { get; set; }

    private IEnumerable<(Verdict Verdict, string Key)> Choices =>
        [(Verdict.Keep, Keys.Keep), (Verdict.Drop, Keys.Drop), (Verdict.Unsure, Keys.Unsure)];

    private string SaveText => State switch
    {
        SaveState.Saving => "Saving…",
        SaveState.Saved => "Saved",
        SaveState.Failed => Failure.Length > 0 ? Failure : "Not saved yet. Trying again.",
        _ => "",
    };

    private List<KeyBinding> Bindings
    {
        get
        {
            var keys = Choices.Select(c => KeyBinding.To(this, c.Key, VerdictLook.Word(c.Verdict), () => OnVerdict.InvokeAsync(c.Verdict))).ToList();
            keys.AddRange(Reasons.Take(9).Select((reason, i) => KeyBinding.To(this, (i + 1).ToString(CultureInfo.InvariantCulture), reason.Title, () => OnToggleReason.InvokeAsync(reason.Code))));
            keys.Add(KeyBinding.To(this, Keys.Note, "Write a note", async () => await _note.FocusAsync()));
            keys.Add(KeyBinding.To(this, Keys.Undo, "Undo the last verdict", () => CanUndo ? OnUndo.InvokeAsync() : Task.CompletedTask));
            if (OnSkip.HasDelegate)
                keys.Add(KeyBinding.To(this, Keys.Skip, "Skip", () => OnSkip.InvokeAsync()));
            return keys;
        }
    }
}
