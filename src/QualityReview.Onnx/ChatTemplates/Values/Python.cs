using System.Numerics;

namespace QualityReview.Onnx.ChatTemplates.Values;

/// <summary>How Python treats the values of a template: truth, equality, order, iteration.</summary>
internal static partial class Python
{
    // Lists may share parts, and so be deeper than any memory is large.
    private const int MostNesting = 60;

    public static string TypeOf(object value) => value switch
    {
        None => "none",
        Undefined undefined => $"{TemplateFault.Shown(undefined.What)}, which is undefined,",
        bool => "a truth value",
        long => "a whole number",
        double => "a number",
        string => "a text",
        TemplateMap => "a mapping",
        TemplateNamespace => "a namespace",
        Callable => "a function",
        TemplateList { Kind: ListKind.Tuple } => "a tuple",
        TemplateList { IsSequence: true } => "a list",
        TemplateList => "a sequence that can only be gone through",
        _ => "a loop",
    };

    public static bool IsTrue(object value) => value switch
    {
        None or Undefined => false,
        bool flag => flag,
        long number => number != 0,
        double number => number != 0,
        string text => text.Length > 0,
        TemplateMap map => map.Count > 0,
        TemplateList { Kind: not ListKind.Generator } list => list.Take().Count > 0,
        _ => true,
    };

    public static bool AreEqual(object left, object right, Rendering rendering, int depth = 0)
    {
        rendering.Charge(1);
        switch (left, right)
        {
            case (string a, string b):
                rendering.Charge(a.Length / 32);
                return a == b;
            case (Undefined, Undefined):
                return true;
            case (TemplateList { IsSequence: true } a, TemplateList { IsSequence: true } b):
                CheckDepth(depth);
                var (one, other) = (a.Take(), b.Take());
                return a.Kind == b.Kind && one.Count == other.Count && !one.Where((item, i) => !AreEqual(item, other[i], rendering, depth + 1)).Any();
            case (TemplateMap a, TemplateMap b):
                CheckDepth(depth);
                return a.Count == b.Count && a.Entries.All(entry => b.Find(entry.Key) is { } value && AreEqual(entry.Value, value, rendering, depth + 1));
            case (bool or long or double, bool or long or double):
                return left is double || right is double ? RealOf(left) == RealOf(right) : WholeOf(left) == WholeOf(right);
            default:
                return ReferenceEquals(left, right);
        }
    }

    /// <summary>Below 0, 0 or above 0.</summary>
    public static int Compare(object left, object right, Rendering rendering, int depth = 0)
    {
        rendering.Charge(1);
        switch (left, right)
        {
            case (string a, string b):
                rendering.Charge(a.Length / 32);
                return CompareTexts(a, b);
            case (bool or long or double, bool or long or double):
                return left is double || right is double ? RealOf(left).CompareTo(RealOf(right)) : WholeOf(left).CompareTo(WholeOf(right));
            case (TemplateList { IsSequence: true } a, TemplateList { IsSequence: true } b) when a.Kind == b.Kind:
                CheckDepth(depth);
                var (one, other) = (a.Take(), b.Take());
                for (var i = 0; i < Math.Min(one.Count, other.Count); i++)
                {
                    if (!AreEqual(one[i], other[i], rendering, depth + 1))
                    {
                        return Compare(one[i], other[i], rendering, depth + 1);
                    }
                }

                return one.Count.CompareTo(other.Count);
            case (Undefined undefined, _):
                throw undefined.Fault();
            case (_, Undefined undefined):
                throw undefined.Fault();
            default:
                throw new TemplateFault($"{TypeOf(left)} and {TypeOf(right)} have no order");
        }
    }

    /// <summary>Whether an item is in a list, a key in a mapping, or a text in a text.</summary>
    public static bool Contains(object whole, object part, Rendering rendering)
    {
        switch (whole)
        {
            case string text:
                if (part is not string sought)
                {
                    throw new TemplateFault($"{TypeOf(part)} is looked for in a text");
                }

                rendering.ChargeSearch(text.Length, sought.Length);
                return text.Contains(sought, StringComparison.Ordinal);
            case TemplateMap map:
                rendering.ChargeCharacters(part);
                return map.Find(part) is not null;
            default:
                return Iterate(whole, rendering).Any(item => AreEqual(item, part, rendering));
        }
    }

    /// <summary>What a loop over a value goes through: items, keys, or the characters of a text.</summary>
    public static IReadOnlyList<object> Iterate(object value, Rendering rendering)
    {
        switch (value)
        {
            case TemplateList list:
                var items = list.Take();
                rendering.Charge(items.Count);
                return items;
            case TemplateMap map:
                rendering.ChargeItems(map.Count);
                return [.. map.Keys];
            case string text:
                rendering.ChargeItems(text.Length);
                return Characters(text);
            case Undefined:
                return [];
            default:
                throw new TemplateFault($"{TypeOf(value)} cannot be gone through");
        }
    }

    public static double RealOf(object number) => number switch
    {
        double real => real,
        long whole => whole,
        bool flag => flag ? 1 : 0,
        Undefined undefined => throw undefined.Fault(),
        _ => throw new TemplateFault($"{TypeOf(number)} stands where a number is needed"),
    };

    public static long WholeOf(object number) => number switch
    {
        long whole => whole,
        bool flag => flag ? 1 : 0,
        Undefined undefined => throw undefined.Fault(),
        _ => throw new TemplateFault($"{TypeOf(number)} stands where a whole number is needed"),
    };

    /// <summary>A whole number, if it is not larger than this program holds.</summary>
    public static object Whole(BigInteger number) =>
        number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : throw new TemplateFault("it computes a number of more than 64 bits");

    private static void CheckDepth(int depth)
    {
        if (depth > MostNesting)
        {
            throw new TemplateFault($"it nests lists deeper than {MostNesting}");
        }
    }

    // Python orders by code points, .NET by UTF-16 units: they differ from U+E000 on.
    private static int CompareTexts(string a, string b)
    {
        var length = Math.Min(a.Length, b.Length);
        for (var i = 0; i < length; i++)
        {
            if (a[i] != b[i])
            {
                return char.IsSurrogate(a[i]) == char.IsSurrogate(b[i]) ? a[i].CompareTo(b[i]) : char.IsSurrogate(a[i]) ? 1 : -1;
            }
        }

        return a.Length.CompareTo(b.Length);
    }
}
