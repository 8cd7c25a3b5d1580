using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace QualityReview.Web.Configuration;

/// <summary>Finds everything that is wrong with the settings at once, each by its key and what is allowed.</summary>
public sealed partial class ValidateQualityReviewOptions : IValidateOptions<QualityReviewOptions>
{
    public ValidateOptionsResult Validate(string? name, QualityReviewOptions options)
    {
        var faults = new List<string>();
        Require(!string.IsNullOrWhiteSpace(options.DataFolder), "DataFolder", "is empty; a folder is needed");
        Require(DeviceName().IsMatch(options.Scoring.Device), "Scoring:Device", $"is \"{options.Scoring.Device}\"; supported are auto, cpu, cuda and cuda:N");
        Require(options.Scoring.Threads is >= 0 and <= 256, "Scoring:Threads", $"is {options.Scoring.Threads}; 0 to 256 are supported");
        Require(options.Scoring.TokenBudget is 0 or (>= 64 and <= 1_000_000), "Scoring:TokenBudget", $"is {options.Scoring.TokenBudget}; 0 and 64 to 1000000 are supported");
        Require(options.Import.MaxLineBytes is >= 1024 and <= 1_000_000_000, "Import:MaxLineBytes", $"is {options.Import.MaxLineBytes}; 1024 to 1000000000 are supported");
        for (var i = 0; i < options.Scorers.Count; i++)
        {
            var scorer = options.Scorers[i];
            Require(scorer.Method is "ask_llm" or "perplexity" or "density", $"Scorers:{i}:Method", $"is \"{scorer.Method}\"; supported are ask_llm, perplexity and density");
            Require(KeyName().IsMatch(scorer.Key) && scorer.Key.StartsWith(scorer.Method, StringComparison.Ordinal), $"Scorers:{i}:Key", $"is \"{scorer.Key}\"; lower-case letters, digits and underscores are supported, beginning with the method and ending with _ and a version");
            Require(!string.IsNullOrWhiteSpace(scorer.Model), $"Scorers:{i}:Model", "is empty; a model folder is needed");
            Require(scorer.Window >= 0 && scorer.Stride >= 0 && scorer.MaxTokens >= 0, $"Scorers:{i}", "has a negative Window, Stride or MaxTokens; 0 and more are supported");
            Require(scorer.Kernel is "p_stable" or "angular", $"Scorers:{i}:Kernel", $"is \"{scorer.Kernel}\"; supported are p_stable and angular");
            Require(scorer.ExactUpTo is >= 0 and <= 200_000, $"Scorers:{i}:ExactUpTo", $"is {scorer.ExactUpTo}; 0 to 200000 are supported");
            Require(scorer.Rows is >= 16 and <= 4096, $"Scorers:{i}:Rows", $"is {scorer.Rows}; 16 to 4096 are supported");
            Require(scorer.Prompt is "paper" or "dclm" or "judge_mini" || scorer.Prompt.Contains("{document}", StringComparison.Ordinal), $"Scorers:{i}:Prompt", "is neither paper, dclm, judge_mini nor a prompt that holds {document}");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Require(bool holds, string key, string fault)
        {
            if (!holds)
            {
                faults.Add($"{QualityReviewOptions.Section}:{key} {fault}.");
            }
        }
    }

    [GeneratedRegex("^(auto|cpu|cuda(:[0-9]{1,2})?)$")]
    private static partial Regex DeviceName();

    [GeneratedRegex("^[a-z][a-z0-9_]*_[0-9]+$")]
    private static partial Regex KeyName();
}
