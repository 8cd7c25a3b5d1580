namespace QualityReview.Filters;

/// <summary>One name a sample out of few distinct ones, stored as numbers: sources and languages.</summary>
/// <param name="Names">The distinct names by code; an empty name stands for "none".</param>
/// <param name="Codes">One a sample, by ordinal.</param>
public sealed record NamedCodes(IReadOnlyList<string> Names, ushort[] Codes)
{
    /// <summary>The code of a name, or -1 where no sample has it. Exact, case-sensitive.</summary>
    public int CodeOf(string name)
    {
        for (var code = 0; code < Names.Count; code++)
        {
            if (Names[code] == name)
            {
                return code;
            }
        }

        return -1;
    }

    public static NamedCodes Of(IEnumerable<string?> names)
    {
        var builder = new NamedCodesBuilder();
        foreach (var name in names)
        {
            builder.Add(name);
        }

        return builder.Build();
    }
}

/// <summary>Gives codes to names in the order in which they first come.</summary>
public sealed class NamedCodesBuilder
{
    /// <summary>The name shared by all names after the first 65,535 distinct ones.</summary>
    public const string Others = "(others)";

    private readonly Dictionary<string, ushort> _known = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly List<ushort> _codes = [];

    public void Add(string? name)
    {
        name ??= "";
        if (!_known.TryGetValue(name, out var code))
        {
            name = _names.Count < ushort.MaxValue ? name : Others;
            if (!_known.TryGetValue(name, out code))
            {
                code = (ushort)_names.Count;
                _names.Add(name);
                _known.Add(name, code);
            }
        }

        _codes.Add(code);
    }

    public NamedCodes Build() => new([.. _names], [.. _codes]);
}
