namespace QualityReview.Web.Shared;

/// <summary>A rule at work, such as "Ask-LLM 60–100".</summary>
public sealed record RuleChip(string Key, string Text);
