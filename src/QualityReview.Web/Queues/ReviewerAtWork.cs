using QualityReview.People;
using QualityReview.Queues;
using QualityReview.Web.Configuration;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Queues;

/// <summary>What the chosen keys and the queues of the person in this tab mean for the pages beside focus mode.</summary>
public sealed class ReviewerAtWork(Reviewer reviewer, ReviewerKeys keys, QueueReader queues)
{
    private static readonly Dictionary<int, string> _none = [];

    private VerdictKeys? _keys;

    /// <summary>The keys that the person has chosen for judging; read once, as focus mode, where they are chosen, is a tab's page of its own.</summary>
    public VerdictKeys Keys => _keys ??= Read();

    /// <summary>Leaves out bindings whose key the person has chosen for judging.</summary>
    public IEnumerable<KeyBinding> Free(IEnumerable<KeyBinding> bindings) =>
        bindings.Where(binding => !new[] { Keys.Keep, Keys.Drop, Keys.Unsure, Keys.Note, Keys.Undo }.Contains(binding.Key, StringComparer.Ordinal));

    /// <summary>Which of these samples wait for the person's verdict in a blind queue, with the queue's name. Leads see everything: they
    /// make the queues.</summary>
    public IReadOnlyDictionary<int, string> Blinded(long datasetId, IReadOnlyCollection<int> ordinals) =>
        reviewer.May(Role.Lead) ? _none : queues.Blinded(datasetId, reviewer.Name, ordinals);

    private VerdictKeys Read()
    {
        var chosen = keys.Of(reviewer.Name);
        return new VerdictKeys { Keep = chosen["keep"], Drop = chosen["drop"], Unsure = chosen["unsure"], Note = chosen["note"], Undo = chosen["undo"], Skip = chosen["skip"] };
    }
}
