namespace QualityReview.Onnx.ChatTemplates;

/// <summary>One rendering of a template: what it may still spend, and where it is. A template comes with a model from anywhere, so
/// its work, its depth and its memory are bounded.</summary>
internal sealed class Rendering
{
    public const int MostSteps = 500_000, MostDepth = 200, MostCharacters = 1_000_000, MostItems = 100_000;

    private long _steps;
    private int _depth;

    public int Line { get; private set; } = 1;

    /// <summary>Whether the template asked for today's date.</summary>
    public bool AskedForDate { get; set; }

    /// <returns>The line of what the entered part belongs to.</returns>
    public int Enter(int line)
    {
        var outer = Line;
        Line = line;
        Charge(1);
        if (++_depth > MostDepth)
        {
            throw new TemplateFault($"it nests deeper than {MostDepth}");
        }

        return outer;
    }

    public void Leave(int outer)
    {
        _depth--;
        Line = outer;
    }

    /// <summary>Counts work; a step is about a microsecond at most.</summary>
    public void Charge(long steps)
    {
        if ((_steps += steps) > MostSteps)
        {
            throw new TemplateFault("it takes more than 500 000 steps");
        }
    }

    /// <summary>Counts the making of a text before it is made.</summary>
    public void ChargeText(long length)
    {
        CheckLength(length);
        Charge(length / 32);
    }

    public static void CheckLength(long length)
    {
        if (length > MostCharacters)
        {
            throw new TemplateFault("it makes a text of more than 1 000 000 characters");
        }
    }

    public void ChargeItems(long count)
    {
        if (count > MostItems)
        {
            throw new TemplateFault("it makes a list of more than 100 000 items");
        }

        Charge(count);
    }

    /// <summary>Counts going through a value's characters, where it is a text: to find a key, or a place.</summary>
    public void ChargeCharacters(object value) => Charge(value is string text ? text.Length / 8 : 0);

    /// <summary>Counts a search, whose worst case is the product of the lengths.</summary>
    public void ChargeSearch(int length, int sought) => Charge(1 + ((long)length * Math.Max(1, sought) / 1024));
}
