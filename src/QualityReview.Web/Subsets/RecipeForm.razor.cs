using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Recipes;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Subsets;

/// <summary>What follows the filter: verdicts of unsure, duplicates, quotas, weights, a target; and recipes under names.</summary>
public sealed partial class RecipeForm
{
    private List<RecipePart> _parts = [];
    private string _target = "";
    private bool _targetInTokens;
    private string _seed = "";
    private string _name = "";
    private string _fault = "";
    private string? _shownAs;
    private bool _open;

    [Parameter, EditorRequired] public SubsetView View { get; set; } = default!;

    /// <summary>Gets a changed recipe; one that was saved has its filters with it.</summary>
    [Parameter] public EventCallback<Recipe> OnRecipe { get; set; }

    /// <summary>Gets the name under which filter and recipe shall be saved.</summary>
    [Parameter] public EventCallback<string> OnSave { get; set; }

    /// <summary>Why it could not be saved; empty where nothing failed.</summary>
    [Parameter] public string SaveFault { get; set; } = "";

    private string Says => View.Recipe.IsPlain ? "nothing after the filter" : string.Join(" · ", Steps);

    private IEnumerable<string> Steps =>
    [
        .. View.Recipe.Unsure == UnsurePolicy.Filter ? Array.Empty<string>() : [$"unsure is {View.Recipe.Unsure.ToString().ToLowerInvariant()}"],
        .. View.Recipe.Duplicates == Recipe.KeepAll ? Array.Empty<string>() : ["one of each group of duplicates"],
        .. View.Recipe.Quotas.Count == 0 ? Array.Empty<string>() : [Display.Plural(View.Recipe.Quotas.Count, "quota")],
        .. View.Recipe.Weights.Count == 0 ? Array.Empty<string>() : [Display.Plural(View.Recipe.Weights.Count, "weight")],
        .. View.Recipe.Target is null ? Array.Empty<string>() : [$"at most {Display.Plural(View.Recipe.Target.Samples ?? View.Recipe.Target.Tokens ?? 0, View.Recipe.Target.Samples is null ? "token" : "sample")}"],
    ];

    /// <summary>Name of the saved recipe that is shown, or empty.</summary>
    private string Shown => View.Recipes.FirstOrDefault(saved => RecipeJson.WriteCompact(saved.Recipe) == RecipeJson.WriteCompact(View.Recipe with { Filters = saved.Recipe.Filters }) && IsRuleOf(saved.Recipe))?.Name ?? "";

    private IEnumerable<(string Value, string Title)> Addable =>
    [
        .. View.Loaded.Table.Sources.Names.Order(StringComparer.Ordinal).Take(MostNames).Select(name => ($"s{name}", $"source {(name.Length == 0 ? "(none)" : name)}")),
        .. View.Loaded.Table.Languages.Names.Order(StringComparer.Ordinal).Take(MostNames).Select(name => ($"l{name}", $"language {(name.Length == 0 ? "(none)" : name)}")),
    ];

    private const int MostNames = 500;

    protected override void OnParametersSet()
    {
        var recipe = View.Recipe;
        var text = RecipeJson.WriteCompact(recipe);
        if (text == _shownAs)
        {
            return;
        }

        _shownAs = text;
        _fault = "";
        _open |= !recipe.IsPlain || View.RecipeFault.Length > 0;
        // A line that says nothing yet stays until it does.
        var parts = RecipePart.Of(recipe);
        _parts = [.. parts, .. _parts.Where(part => part is { Most: "", Weight: "" } && !parts.Any(known => known.IsSource == part.IsSource && known.Name == part.Name))];
        _targetInTokens = recipe.Target?.Tokens is not null || (recipe.Target is null && _targetInTokens);
        _target = (recipe.Target?.Tokens ?? recipe.Target?.Samples)?.ToString(CultureInfo.InvariantCulture) ?? "";
        _seed = recipe.Seed.ToString(CultureInfo.InvariantCulture);
    }

    private bool IsRuleOf(Recipe recipe)
    {
        try
        {
            return View.Rule.Node is { } node && RecipeRule.Of(recipe, View.Filters).ToString() == node.ToString();
        }
        catch (WrongWordsException)
        {
            return false;
        }
    }

    private Task PickAsync(ChangeEventArgs e) =>
        View.Recipes.FirstOrDefault(saved => saved.Name == (string)e.Value!) is { } picked ? OnRecipe.InvokeAsync(picked.Recipe) : OnRecipe.InvokeAsync(new Recipe());

    private void Add(ChangeEventArgs e)
    {
        var value = (string)e.Value!;
        if (value.Length > 0 && !_parts.Any(part => part.IsSource == (value[0] == 's') && part.Name == value[1..]))
        {
            _parts.Add(new RecipePart { IsSource = value[0] == 's', Name = value[1..] });
        }
    }

    private Task RemoveAsync(RecipePart part)
    {
        _parts.Remove(part);
        return ReadAsync();
    }

    private Task ReadAsync()
    {
        try
        {
            return UseAsync(View.Recipe with
            {
                Quotas = [.. _parts.Select(part => part.Quota).OfType<RecipeQuota>()],
                Weights = [.. _parts.Select(part => part.Weighing).OfType<RecipeWeight>()],
                Target = _target.Trim().Length == 0 ? null
                    : _targetInTokens ? new RecipeTarget(Tokens: RecipePart.Whole(_target, "The target"))
                    : new RecipeTarget(Samples: (int)Math.Min(int.MaxValue, RecipePart.Whole(_target, "The target"))),
                Seed = (int)Math.Min(int.MaxValue, RecipePart.Whole(_seed, "The seed")),
            });
        }
        catch (WrongWordsException fault)
        {
            _fault = fault.Message;
            return Task.CompletedTask;
        }
    }

    private Task UseAsync(Recipe recipe)
    {
        try
        {
            recipe = RecipeJson.Checked(recipe);
        }
        catch (WrongWordsException fault)
        {
            _fault = fault.Message;
            return Task.CompletedTask;
        }

        _fault = "";
        _open = true;
        return OnRecipe.InvokeAsync(recipe with { Filters = [] });
    }
}
