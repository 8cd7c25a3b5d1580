using System.Text.Json;
using Dapper;
using QualityReview.Storage;

namespace QualityReview.Queues;

/// <summary>Something that a key does in focus mode, beside the reasons, which have 1 to 9.</summary>
/// <param name="Name">As stored.</param>
/// <param name="Key">The default.</param>
public sealed record ReviewAct(string Name, string Title, string Key)
{
    public static IReadOnlyList<ReviewAct> All { get; } =
    [
        new("keep", "Keep", "q"),
        new("drop", "Drop", "w"),
        new("unsure", "Unsure", "e"),
        new("skip", "Skip", "s"),
        new("undo", "Undo the last", "z"),
        new("note", "Write a note", "n"),
        new("guideline", "Show or hide the guideline", "g"),
        new("reveal", "Show or hide scores of what was judged", "r"),
    ];
}

/// <summary>Which key does what, for each person.</summary>
public sealed class ReviewerKeys(ReviewDatabase database, TimeProvider time)
{
    private static readonly string[] _named = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Backspace", "Delete", "Home", "End"];

    /// <summary>Act to key, for every act.</summary>
    public IReadOnlyDictionary<string, string> Of(string reviewer)
    {
        using var connection = database.Open();
        var stored = connection.QueryFirstOrDefault<string>("select keys from reviewer_keys where reviewer = @reviewer", new { reviewer });
        var chosen = stored is null ? null : JsonSerializer.Deserialize<Dictionary<string, string>>(stored);
        return ReviewAct.All.ToDictionary(act => act.Name, act => chosen?.GetValueOrDefault(act.Name) ?? act.Key);
    }

    /// <exception cref="WrongWordsException">Two acts have the same key, or a key cannot be one; the sentence says which.</exception>
    public async Task<IReadOnlyDictionary<string, string>> SaveAsync(string reviewer, IReadOnlyDictionary<string, string> keys, CancellationToken cancellation = default)
    {
        var all = Check(keys);
        await database.WriteAsync(
            connection => connection.Execute(
                """
                insert into reviewer_keys (reviewer, keys, changed_at) values (@reviewer, @json, @now)
                on conflict (reviewer) do update set keys = excluded.keys, changed_at = excluded.changed_at
                """,
                new { reviewer, json = JsonSerializer.Serialize(all), now = time.GetUtcNow() }),
            cancellation);
        return all;
    }

    /// <summary>Completes the keys with the defaults and refuses clashes.</summary>
    public static IReadOnlyDictionary<string, string> Check(IReadOnlyDictionary<string, string> keys)
    {
        var unknown = keys.Keys.FirstOrDefault(name => ReviewAct.All.All(act => act.Name != name));
        if (unknown is not null)
        {
            throw new WrongWordsException($"No key is for \"{unknown}\"; there are keys for {string.Join(", ", ReviewAct.All.Select(act => act.Name))}.");
        }

        var all = ReviewAct.All.ToDictionary(act => act.Name, act => Spell(keys.GetValueOrDefault(act.Name) ?? act.Key));
        foreach (var act in ReviewAct.All)
        {
            var key = all[act.Name];
            if (key is ['1' or '2' or '3' or '4' or '5' or '6' or '7' or '8' or '9'])
            {
                throw new WrongWordsException($"The key {key} is for a reason, so it cannot be \"{act.Title}\" too.");
            }

            if (key is "?" or "/" or " " || (key.Length != 1 && !_named.Contains(key)) || (key.Length == 1 && (char.IsControl(key[0]) || char.IsWhiteSpace(key[0]) || char.IsSurrogate(key[0]))))
            {
                throw new WrongWordsException($"\"{key}\" cannot be the key for \"{act.Title}\"; a letter, a sign other than ? and /, or {string.Join(", ", _named)} can.");
            }
        }

        var clash = ReviewAct.All.GroupBy(act => all[act.Name]).FirstOrDefault(group => group.Count() > 1);
        return clash is null
            ? all
            : throw new WrongWordsException($"The key {clash.Key.ToUpperInvariant()} is for \"{clash.First().Title}\" already, so it cannot be \"{clash.Last().Title}\" too.");
    }

    private static string Spell(string key) => key.Length == 1 ? key.ToLowerInvariant() : key;
}
