using System.Text.RegularExpressions;

namespace QualityReview.Web.Configuration;

/// <summary>What is wrong with the settings of scorers, wherever they stand: appsettings.json, scorers.json, a form or a command.</summary>
internal static partial class ScorerFaults
{
    /// <summary>What is wrong with one scorer by itself.</summary>
    /// <returns>The setting (empty for several at once), and the rest of the sentence without its full stop.</returns>
    public static IEnumerable<(string Setting, string Fault)> Of(ScorerOptions scorer)
    {
        if (!ScorerMethods.All.Contains(scorer.Method))
        {
            yield return (nameof(scorer.Method), $"is \"{scorer.Method}\"; supported are ask_llm, perplexity and density");
        }

        if (!KeyName().IsMatch(scorer.Key) || !scorer.Key.StartsWith(scorer.Method + "_", StringComparison.Ordinal))
        {
            yield return (nameof(scorer.Key), $"is \"{scorer.Key}\"; lower-case letters, digits and single underscores are supported, beginning with the method and ending with _ and a version");
        }

        if (scorer.Members.Count == 0 && string.IsNullOrWhiteSpace(scorer.Model))
        {
            yield return (nameof(scorer.Model), "is empty; a model folder is needed, or Members for an ensemble");
        }

        if (scorer.Members.Count > 0 && scorer.Model.Length > 0)
        {
            yield return (nameof(scorer.Model), "is set beside Members; an ensemble has no model of its own");
        }

        if (scorer.Members.Count > 0 && scorer.Members.Distinct(StringComparer.Ordinal).Count() is var different && (different < 2 || different < scorer.Members.Count))
        {
            yield return (nameof(scorer.Members), "names one scorer only, or one twice; two and more different keys are supported");
        }

        if (scorer.Window < 0 || scorer.Stride < 0 || scorer.MaxTokens < 0)
        {
            yield return ("", "has a negative Window, Stride or MaxTokens; 0 and more are supported");
        }

        if (scorer.Prompt is not ("paper" or "dclm" or "judge_mini") && !scorer.Prompt.Contains("{document}", StringComparison.Ordinal))
        {
            yield return (nameof(scorer.Prompt), "is neither paper, dclm, judge_mini nor a prompt that holds {document}");
        }

        foreach (var fault in OfQuestion(scorer).Concat(OfDensity(scorer)))
        {
            yield return fault;
        }
    }

    private static IEnumerable<(string Setting, string Fault)> OfDensity(ScorerOptions scorer)
    {
        if (scorer.Kernel is not ("p_stable" or "angular"))
        {
            yield return (nameof(scorer.Kernel), $"is \"{scorer.Kernel}\"; supported are p_stable and angular");
        }

        if (scorer.ExactUpTo is < 0 or > 200_000)
        {
            yield return (nameof(scorer.ExactUpTo), $"is {scorer.ExactUpTo}; 0 to 200000 are supported");
        }

        if (scorer.Rows is < 16 or > 4096)
        {
            yield return (nameof(scorer.Rows), $"is {scorer.Rows}; 16 to 4096 are supported");
        }
    }

    private static IEnumerable<(string Setting, string Fault)> OfQuestion(ScorerOptions scorer)
    {
        if (scorer.Template is not ("plain" or "chat"))
        {
            yield return (nameof(scorer.Template), $"is \"{scorer.Template}\"; supported are plain and chat");
        }

        if (scorer.Method != ScorerMethods.AskLlm && (scorer.Template != "plain" || scorer.System.Length > 0 || scorer.Yes.Count + scorer.No.Count > 0))
        {
            yield return ("", "has a Template, System, Yes or No; they are supported for the method ask_llm only");
        }

        if (scorer.System.Length > 0 && scorer.Template != "chat")
        {
            yield return (nameof(scorer.System), "is set; it is supported with Template chat only");
        }

        if (scorer.Yes.Concat(scorer.No).Any(string.IsNullOrWhiteSpace))
        {
            yield return ("", "has an empty spelling in Yes or No; words such as \"yes\" and \" yes\" are supported");
        }

        if (scorer.Yes.Intersect(scorer.No, StringComparer.Ordinal).Any())
        {
            yield return ("", "has a spelling in Yes and in No; an answer is one or the other");
        }
    }

    /// <summary>What is wrong between scorers: keys that stand twice, and ensembles of what is not there or of another method.</summary>
    /// <returns>Sentences.</returns>
    public static IEnumerable<string> Between(IReadOnlyList<ScorerOptions> all)
    {
        foreach (var (key, _) in all.CountBy(scorer => scorer.Key).Where(count => count.Value > 1))
        {
            yield return $"The scorer key {key} is configured twice; keys must be unique.";
        }

        var byKey = all.DistinctBy(scorer => scorer.Key).ToDictionary(scorer => scorer.Key, StringComparer.Ordinal);
        foreach (var (ensemble, key) in all.SelectMany(scorer => scorer.Members.Select(member => (scorer, member))))
        {
            var what = byKey.GetValueOrDefault(key) switch
            {
                null => "is not configured",
                { Members.Count: > 0 } => "is an ensemble itself",
                { Method: var method } when method != ensemble.Method => $"has the method {method}",
                _ => "",
            };
            if (what.Length > 0)
            {
                yield return $"The ensemble {ensemble.Key} has the member {key}, which {what}; supported are configured scorers with a model and the method {ensemble.Method}.";
            }
        }
    }

    // As OnnxScorerOptions has it, with a version at the end.
    [GeneratedRegex("^[a-z][a-z0-9]*(_[a-z0-9]+)*_[0-9]+$")]
    private static partial Regex KeyName();
}
