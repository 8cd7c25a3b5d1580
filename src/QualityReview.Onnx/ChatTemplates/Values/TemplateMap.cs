namespace QualityReview.Onnx.ChatTemplates.Values;

/// <summary>Keys with values, in the order in which they were put in.</summary>
internal sealed class TemplateMap
{
    private readonly OrderedDictionary<object, object> _entries = new(KeyComparer.Instance);

    public int Count => _entries.Count;

    public IEnumerable<object> Keys => _entries.Keys;

    public IEnumerable<object> Items => _entries.Values;

    public IEnumerable<KeyValuePair<object, object>> Entries => _entries;

    public object? Find(object key) => _entries.GetValueOrDefault(Hashable(key));

    public TemplateMap Set(object key, object value)
    {
        _entries[Hashable(key)] = value;
        return this;
    }

    private static object Hashable(object key) => key is string or long or double or bool or None
        ? key
        : throw new TemplateFault($"{Python.TypeOf(key)} is used as a key of a mapping; texts, numbers, true, false and none are supported");

    /// <summary>As Python has it, 1, 1.0 and true are one key.</summary>
    private sealed class KeyComparer : IEqualityComparer<object>
    {
        public static KeyComparer Instance { get; } = new();

        public new bool Equals(object? x, object? y) => Number(x) is { } a ? a.Equals(Number(y)) : object.Equals(x, y);

        public int GetHashCode(object obj) => (Number(obj) ?? obj).GetHashCode();

        private static object? Number(object? value) => value switch
        {
            bool flag => flag ? 1L : 0L,
            double real and >= long.MinValue and < long.MaxValue when Math.Floor(real) == real => (long)real,
            long or double => value,
            _ => null,
        };
    }
}

/// <summary>What namespace() makes: the only thing whose fields a template may set.</summary>
internal sealed class TemplateNamespace
{
    public Dictionary<string, object> Fields { get; } = new(StringComparer.Ordinal);
}
