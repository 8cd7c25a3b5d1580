using System.Globalization;

namespace QualityReview.Samples.Files;

/// <summary>Holds back the first lines of a file until every named field was seen once; a field that none of them has is a wrong name.</summary>
internal sealed class FieldSearch(FieldPlan plan, ImportLimits limits, string fileName)
{
    private const int MaxNames = 40;
    private const long MaxHeldCharacters = 32 << 20;
    private readonly HashSet<FieldSlot> _missing = [.. plan.Slots.Where(slot => slot.Named)];
    private readonly List<string> _names = [];
    private int _lines;

    public bool IsOpen => _missing.Count > 0;

    /// <summary>A readable line begins.</summary>
    public void StartLine() => _lines++;

    public void Saw(FieldSlot slot) => _missing.Remove(slot);

    public void SawName(string name)
    {
        if (_names.Count < MaxNames && !_names.Contains(name))
        {
            _names.Add(name);
        }
    }

    /// <exception cref="WrongWordsException">A named field stayed unseen.</exception>
    public IEnumerable<FileLine> HoldBack(IEnumerable<FileLine> lines)
    {
        var held = new List<FileLine>();
        long characters = 0;
        foreach (var line in lines)
        {
            if (held.Count == 0 && !IsOpen)
            {
                yield return line;
                continue;
            }

            held.Add(line);
            characters += line.Sample?.Text.Length ?? line.SetAside!.Excerpt.Length;
            if (IsOpen)
            {
                if (_lines < limits.FieldSearchLines && characters < MaxHeldCharacters && held.Count < 100 * limits.FieldSearchLines)
                {
                    continue;
                }

                RefuseMissing();
            }

            foreach (var earlier in held)
            {
                yield return earlier;
            }

            held.Clear();
        }

        RefuseMissing();
        foreach (var earlier in held)
        {
            yield return earlier;
        }
    }

    /// <summary>For tables, whose header or schema decides.</summary>
    public void RefuseMissing()
    {
        if (_lines == 0)
        {
            // Nothing could be read, so nothing says that the name is wrong: the lines set aside tell the fault.
            _missing.Clear();
        }

        foreach (var slot in plan.Slots)
        {
            if (_missing.Contains(slot))
            {
                var names = _names.Count == 0 ? "no fields" : string.Join(", ", _names);
                var lines = _lines.ToString("N0", CultureInfo.InvariantCulture);
                throw new WrongWordsException($"The field '{slot.Name}' is in none of the first {lines} readable lines of {fileName}; they have: {names}.");
            }
        }
    }
}
