using System.Text;
using QualityReview.Jobs;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Scorers;

namespace QualityReview.Web.Configuration;

/// <summary>Adds scorers while the program runs, after a look at their models, and takes out those that nothing needs.</summary>
public sealed class AddedScorers(ScorerSettings settings, QualityReviewOptions options, ScoreStore scores, JobStore jobs)
{
    private const int LongestName = 40;

    /// <summary>A key that nobody has taken: the method, the name, a version.</summary>
    /// <param name="name">Of the model's folder, or any word.</param>
    public string ProposeKey(string method, string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name.ToLowerInvariant())
        {
            words.Append(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : ' ');
        }

        var stem = string.Join('_', words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend(method));
        stem = stem[..Math.Min(stem.Length, method.Length + 1 + LongestName)].TrimEnd('_');
        var version = 1;
        while (settings.All.Any(known => known.Options.Key == $"{stem}_{version}") || scores.FindCard($"{stem}_{version}") is not null)
        {
            version++;
        }

        return $"{stem}_{version}";
    }

    /// <summary>Reads and hashes the model, which can take seconds for a large one, and stores the scorer.</summary>
    /// <exception cref="QualityReviewException">It cannot be used, or its key stands for other settings; nothing was stored.</exception>
    public async Task AddAsync(ScorerOptions scorer, CancellationToken cancellation = default)
    {
        settings.Check(scorer);
        var receipt = scorer.Members.Count > 0 ? null : await Task.Run(() => ReceiptOf(scorer), cancellation);
        if (scores.FindCard(scorer.Key) is { } used)
        {
            // What made an ensemble's scores is known only where its members have scored.
            ScoreStore.RefuseOtherSettings(used, receipt ?? throw new QualityReviewException($"The scorer key {scorer.Key} was used before: give the new ensemble a new key."));
        }

        settings.Add(scorer);
        await scores.RetitleAsync(new Dictionary<string, string> { [scorer.Key] = ConfiguredScorers.TitleOf(scorer) }, cancellation);
    }

    /// <exception cref="QualityReviewException">It was not added by a page or command, or something needs it.</exception>
    public void Remove(string key)
    {
        if (WhyKept(key) is { Length: > 0 } reason)
        {
            throw new QualityReviewException(reason);
        }

        settings.Remove(key);
    }

    /// <summary>Why a scorer cannot be taken out, in one sentence; empty where it can.</summary>
    public string WhyKept(string key)
    {
        var scorer = settings.All.FirstOrDefault(known => known.Options.Key == key);
        if (scorer is not { Origin: ScorerOrigin.Added })
        {
            var where = scorer?.Origin == ScorerOrigin.Shipped ? "ships with the program" : "stands in appsettings.json or the environment";
            return scorer is null ? $"There is no scorer {key}." : $"{key} {where}; only scorers that were added to {ScorerSettings.FileName} can be removed.";
        }

        if (scores.DatasetsOf(key) is { Count: > 0 } datasets)
        {
            return $"{key} has scored {string.Join(", ", datasets)}: a key that scores are kept under stands for its settings for ever.";
        }

        if (settings.All.FirstOrDefault(known => known.Options.Members.Contains(key)) is { } ensemble)
        {
            return $"{key} is a member of {ensemble.Options.Key}; remove that first.";
        }

        var request = JobRequests.Write(new ScoringRequest(key));
        return jobs.Active().Any(job => job.Kind == JobKind.Score && job.Request == request) ? $"A job with {key} waits or runs; cancel it first." : "";
    }

    private IReadOnlyDictionary<string, string> ReceiptOf(ScorerOptions scorer)
    {
        var folder = ModelFolder.Read(scorer.Model);
        return ScorerMethods.Of(folder.Role).Contains(scorer.Method)
            ? ConfiguredScorers.ModelOf(scorer, options.Scoring).ReadReceipt()
            : throw new WrongWordsException($"The method {scorer.Method} cannot be used with this model: {folder.Describe()}");
    }
}
