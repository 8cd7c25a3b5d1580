using System.Globalization;
using Microsoft.AspNetCore.Components;
using QualityReview.Comparisons;

namespace QualityReview.Web.Compare;

/// <summary>The foretold error of each union of pools by budget, and which is the least.</summary>
public sealed partial class WhatIfQualityPanel
{
    private const int Width = 720, Height = 330, Left = 76, Right = 708, Top = 10, Base = 250, Strip = 278;

    private IReadOnlyList<double> _ticks = [];
    private IReadOnlyList<double> _levels = [];
    private IReadOnlyList<(double From, double Until, int Pools)> _best = [];
    private double _lowError, _highError, _lowBudget, _highBudget;

    [Parameter, EditorRequired] public WhatIfView View { get; set; } = default!;

    [Parameter] public EventCallback<WhatIfAddress> OnChange { get; set; }

    private int Best => BestOf(View.Unions);

    /// <summary>The budgets from which another union is best.</summary>
    private IEnumerable<(double From, int Pools)> Turns =>
        View.Curve.Select(point => (From: point.Budget, Pools: BestOf(point.Unions))).Where((point, i) => i == 0 || BestOf(View.Curve[i - 1].Unions) != point.Pools);

    private string Summary => $"Foretold error by training budget for {View.Pools.Count} shares to keep. Best: {string.Join("; ", Turns.Select(turn => $"from {WhatIfNumber.Text(turn.From)} tokens on {Kept(turn.Pools)}"))}.";

    protected override void OnParametersSet()
    {
        var errors = View.Curve.SelectMany(point => point.Unions).Select(union => union.Error).Where(double.IsFinite).DefaultIfEmpty(1).ToList();
        (_lowError, _highError) = (errors.Min(), Math.Max(errors.Max(), errors.Min() * 1.001));
        (_lowBudget, _highBudget) = (View.Curve[0].Budget, View.Curve[^1].Budget);
        _levels = [.. Enumerable.Range(0, 5).Select(i => _lowError + ((_highError - _lowError) * i / 4))];
        var (first, last) = ((int)Math.Ceiling(Math.Log10(_lowBudget)), (int)Math.Floor(Math.Log10(_highBudget)));
        _ticks = [.. Enumerable.Range(first, Math.Max(0, last - first + 1)).Where(power => (power - first) % Math.Max(1, (last - first) / 6) == 0).Select(power => Math.Pow(10, power))];
        var turns = Turns.ToList();
        _best = [.. turns.Select((turn, i) => (X(turn.From), i + 1 < turns.Count ? X(turns[i + 1].From) : Right, turn.Pools))];
    }

    private static int BestOf(IReadOnlyList<WhatIfUnion> unions) => unions.MinBy(union => union.Error).Pools;

    // With other sizes, or with a worse tenth before a better one, the best pools are not the top of the percentiles.
    private bool AreTenths => View.Address.Sizes is null && View.Pools.Zip(View.Pools.Skip(1)).All(pair => pair.First.Utility <= pair.Second.Utility);

    private string Kept(int pools) => AreTenths ? $"top {pools * 10}%" : $"the {pools} best of {View.Pools.Count} pools";

    private string Short(int pools) => AreTenths ? $"{pools * 10}%" : $"{pools}";

    private double X(double budget) => Left + ((Right - Left) * Math.Log(budget / _lowBudget) / Math.Log(_highBudget / _lowBudget));

    private double Y(double error) => Base - ((Base - Top) * (error - _lowError) / (_highError - _lowError));

    private string Line(int pools) => string.Join(' ', View.Curve.Where(point => double.IsFinite(point.Unions[pools - 1].Error))
        .Select(point => $"{Number(X(point.Budget))},{Number(Y(point.Unions[pools - 1].Error))}"));

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
