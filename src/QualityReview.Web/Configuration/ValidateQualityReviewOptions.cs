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
        foreach (var folder in options.Scoring.ModelFolders)
        {
            Require(Path.IsPathFullyQualified(folder), "Scoring:ModelFolders", $"holds \"{folder}\"; absolute paths are supported");
        }

        for (var i = 0; i < options.Scorers.Count; i++)
        {
            foreach (var (setting, fault) in ScorerFaults.Of(options.Scorers[i]))
            {
                Require(false, setting.Length == 0 ? $"Scorers:{i}" : $"Scorers:{i}:{setting}", fault);
            }
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
}
