using System.Collections.Concurrent;

namespace QualityReview.Faults;

/// <summary>What people and programs of a run were told is saved, and what they asked for without ever being told.</summary>
internal sealed class Acknowledged
{
    /// <summary>Acts of focus mode: client key to verdict, 0 for an undoing.</summary>
    public ConcurrentDictionary<string, int> Acts { get; } = new();

    /// <summary>Verdicts by the API: the note that only this request has, to how many entries it makes and whether it was answered.</summary>
    public ConcurrentDictionary<string, (int Entries, bool IsSaved)> Notes { get; } = new();

    /// <summary>Positions of entries that were taken back, by the API.</summary>
    public ConcurrentDictionary<long, bool> TakenBack { get; } = new();

    /// <summary>Jobs that were answered with 202.</summary>
    public ConcurrentDictionary<long, bool> Jobs { get; } = new();

    /// <summary>Sentences about answers that no product should give.</summary>
    public ConcurrentBag<string> BadAnswers { get; } = [];

    public int Count => Acts.Count + Notes.Count(note => note.Value.IsSaved) + TakenBack.Count + Jobs.Count;
}
