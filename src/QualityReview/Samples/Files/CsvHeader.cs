using System.Globalization;
using System.Text;

namespace QualityReview.Samples.Files;

/// <summary>The names of a table's columns and the part that each plays.</summary>
internal sealed class CsvHeader
{
    private CsvHeader(List<string> names, FieldPlan plan)
    {
        Names = names;
        Text = IndexOf(plan.Text);
        Id = IndexOf(plan.Id);
        Source = IndexOf(plan.Sources[0]);
        Language = plan.Languages.Select(IndexOf).Where(index => index >= 0).DefaultIfEmpty(-1).First();
        Meta = names.IndexOf(JsonMeta.MetaName);
    }

    public IReadOnlyList<string> Names { get; }

    public int Text { get; }

    /// <summary>-1 where there is none, as for the following.</summary>
    public int Id { get; }

    public int Source { get; }

    public int Language { get; }

    public int Meta { get; }

    /// <exception cref="WrongWordsException">A named field is no column.</exception>
    public static CsvHeader Read(CsvRowReader rows, FieldPlan plan, string fileName)
    {
        var names = new List<string>();
        for (var i = 0; i < rows.FieldCount; i++)
        {
            var name = Encoding.UTF8.GetString(rows.Field(i)).Trim();
            name = name.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"column_{i + 1}") : name;
            names.Add(names.Contains(name) ? string.Create(CultureInfo.InvariantCulture, $"{name}_{i + 1}") : name);
        }

        foreach (var slot in plan.Slots)
        {
            if (slot.Named && !names.Contains(slot.Name))
            {
                throw new WrongWordsException($"The field '{slot.Name}' is no column of {fileName}; its first line names: {string.Join(", ", names.Take(40))}.");
            }
        }

        return new CsvHeader(names, plan);
    }

    private int IndexOf(FieldSlot slot)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (Names[i] == slot.Name)
            {
                return i;
            }
        }

        return -1;
    }
}
