namespace QualityReview.Onnx.ChatTemplates.Values;

/// <summary>A function, method or macro.</summary>
internal sealed record Callable(string Name, Func<Arguments, object> Call);

/// <summary>What a function, filter or test was called with, beside its input. Each argument must be asked for.</summary>
internal sealed class Arguments(string name, Rendering rendering, IReadOnlyList<object> placed, IReadOnlyDictionary<string, object> named)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _asked;

    public Rendering Rendering => rendering;

    public IReadOnlyList<object> Placed => placed;

    public IReadOnlyDictionary<string, object> Named => named;

    /// <summary>The next argument, by place or by name; null where it was left out.</summary>
    public object? Next(string argument)
    {
        if (_asked < placed.Count)
        {
            return placed[_asked++];
        }

        _asked++;
        return named.TryGetValue(argument, out var value) && _taken.Add(argument) ? value : null;
    }

    /// <summary>The next argument by place; null after the last one.</summary>
    public object? NextPlaced() => _asked < placed.Count ? placed[_asked++] : null;

    public object Need(string argument) => Next(argument) ?? throw new TemplateFault($"'{name}' was given no {argument}");

    public string NeedText(string argument) => Need(argument) switch
    {
        string text => text,
        Undefined undefined => throw undefined.Fault(),
        var other => throw new TemplateFault($"'{name}' was given {Python.TypeOf(other)} as {argument}; a text is needed"),
    };

    public string? TextOrNull(string argument) => Next(argument) switch
    {
        null or None => null,
        string text => text,
        var other => throw new TemplateFault($"'{name}' was given {Python.TypeOf(other)} as {argument}; a text is needed"),
    };

    public long Whole(string argument, long absent) => Next(argument) switch
    {
        null => absent,
        long number => number,
        bool flag => flag ? 1 : 0,
        var other => throw new TemplateFault($"'{name}' was given {Python.TypeOf(other)} as {argument}; a whole number is needed"),
    };

    public bool Flag(string argument) => Next(argument) is { } value && Python.IsTrue(value);

    /// <exception cref="TemplateFault">There are arguments that nobody asked for.</exception>
    public void Done()
    {
        if (placed.Count > _asked)
        {
            throw new TemplateFault($"'{name}' was given {placed.Count} arguments, which is too many");
        }

        if (named.Keys.FirstOrDefault(key => !_taken.Contains(key)) is { } unknown)
        {
            throw new TemplateFault($"the argument '{TemplateFault.Shown(unknown)}' of '{name}' is not supported");
        }
    }
}
