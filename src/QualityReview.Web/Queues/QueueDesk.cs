using QualityReview.Filters;
using QualityReview.Queues;
using QualityReview.Reviews;
using QualityReview.Samples;
using QualityReview.Web.Browse;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Queues;

/// <summary>Answers focus mode: gives items out and takes acts in. In a blind queue nothing that it gives tells of scores, decisions
/// or verdicts before the person's own verdict is on disk. Safe for many callers.</summary>
public sealed class QueueDesk(QueueStore queues, QueueWork work, QueueReader reader, SampleStore samples, SampleTables tables)
{
    /// <summary>Code points of a text that come with an item; the rest is fetched when it is asked for.</summary>
    private const int MostCharacters = 20_000;

    private const int StripCharacters = 60, MostScores = 3;

    public Queue? Find(string name) => queues.Find(name);

    /// <param name="guideline">The version that the page shows; -1 for none yet.</param>
    public async Task<QueueAnswer> TakeAsync(Queue queue, string person, int count, int guideline, bool recent, CancellationToken cancellation)
    {
        var take = await work.TakeAsync(queue.QueueId, person, count, cancellation);
        var latest = queues.Guideline(queue.QueueId);
        var texts = samples.Excerpts(queue.DatasetId, [.. take.Items.Select(item => item.Ordinal)], MostCharacters);
        var table = queue.IsBlind ? null : tables.Get(queue.DatasetId).Table;
        return new QueueAnswer(
            take.Outcome,
            take.Left,
            [.. take.Items.Zip(texts, (item, sample) => new ItemAnswer(
                item.Position, sample.Text, sample.Characters > MostCharacters, sample.Characters, sample.Language, Scores(table, item.Ordinal), VerdictOf(table, item.Ordinal)))],
            latest.Version == guideline ? null : new GuidelineAnswer(latest.Version, latest.Text),
            recent ? Recent(queue, person) : null);
    }

    /// <summary>The whole text of an item, or null.</summary>
    public ItemAnswer? Whole(Queue queue, int position)
    {
        if (reader.OrdinalOf(queue.QueueId, position) is not { } ordinal || samples.Find(queue.DatasetId, ordinal) is not { } sample)
        {
            return null;
        }

        var table = queue.IsBlind ? null : tables.Get(queue.DatasetId).Table;
        return new ItemAnswer(position, sample.Text, false, sample.Characters, sample.Language, Scores(table, ordinal), VerdictOf(table, ordinal));
    }

    /// <summary>Does one act. Its answer comes when it is on disk, or when it can never be.</summary>
    public async Task<ActAnswer> DoAsync(Queue queue, string person, ActRequest act, bool reveal, CancellationToken cancellation)
    {
        try
        {
            switch (act.Act)
            {
                case "skip":
                    await work.SkipAsync(queue, person, act.Position, act.Key, cancellation);
                    return new ActAnswer(act.Key, true);
                case "undo":
                    await work.UndoAsync(queue, person, act.Undoes, act.Key, cancellation);
                    return new ActAnswer(act.Key, true);
                default:
                    var judgement = await work.SaveAsync(
                        queue,
                        person,
                        new QueueVerdict
                        {
                            Position = act.Position,
                            Verdict = act.Verdict,
                            Reasons = [.. act.Reasons.Distinct(StringComparer.Ordinal)],
                            Note = act.Note,
                            Seconds = act.Seconds,
                            GuidelineVersion = act.Guideline,
                            ClientKey = act.Key,
                        },
                        cancellation);
                    return new ActAnswer(act.Key, true, Scores: reveal ? Scores(tables.Get(queue.DatasetId).Table, judgement.Entry.Ordinal) : null);
            }
        }
        catch (WrongWordsException fault)
        {
            return new ActAnswer(act.Key, false, fault.Message);
        }
    }

    private List<RecentAnswer> Recent(Queue queue, string person)
    {
        var recent = work.Recent(queue.QueueId, person);
        var texts = samples.Excerpts(queue.DatasetId, [.. recent.Select(act => act.Ordinal)], StripCharacters);
        return [.. recent.Zip(texts, (act, sample) => new RecentAnswer(act.ClientKey, act.Position, act.Verdict == Verdict.None ? "skip" : VerdictLook.Css(act.Verdict), sample.Text))];
    }

    // While samples are being imported, the table may not have the newest yet.
    private static List<ScoreAnswer>? Scores(SampleTable? table, int ordinal) => table is null || ordinal >= table.Count
        ? null
        : [.. ScorerPanel.Foremost(table, MostScores).Select(column => new ScoreAnswer(
            column.Card.Title, float.IsNaN(column.Percentiles[ordinal]) ? null : Math.Round(column.Percentiles[ordinal], 1)))];

    private static string? VerdictOf(SampleTable? table, int ordinal) => table is null || ordinal >= table.Count || table.Reviews.VerdictOf(ordinal) == Verdict.None
        ? null
        : $"{VerdictLook.Word(table.Reviews.VerdictOf(ordinal))} by {table.Reviews.ReviewerOf(ordinal)}";
}
