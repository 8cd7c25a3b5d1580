using System.Text;

namespace QualityReview.Samples.Files;

/// <summary>A field that may hold a part of a sample.</summary>
/// <param name="Path">The name cut at its dots.</param>
/// <param name="Named">A person named it, so a wrong type is a fault and its absence from the whole file is too.</param>
internal sealed record FieldSlot(string Name, string[] Path, bool Named)
{
    public byte[] Utf8 { get; } = Encoding.UTF8.GetBytes(Name);

    public bool IsNested => Path.Length > 1;

    public static FieldSlot Of(string name, bool named) => new(name, name.Split('.'), named);
}

/// <summary>The fields to look for in every line, in a fixed order.</summary>
internal sealed class FieldPlan
{
    public FieldPlan(ImportFields fields)
    {
        TakesNumbers = fields.TakesNumbers;
        Text = FieldSlot.Of(fields.TextField, true);
        Id = FieldSlot.Of(fields.IdField ?? "id", fields.IdField is not null);
        Sources = [FieldSlot.Of(fields.SourceField ?? "source", fields.SourceField is not null)];
        Languages = fields.LanguageField is { } named
            ? [FieldSlot.Of(named, true)]
            : [FieldSlot.Of("language", false), FieldSlot.Of("lang", false), FieldSlot.Of("meta.language", false)];
        Slots = [Text, Id, .. Sources, .. Languages];
    }

    /// <summary>See <see cref="ImportFields.TakesNumbers"/>.</summary>
    public bool TakesNumbers { get; }

    public FieldSlot Text { get; }

    public FieldSlot Id { get; }

    public IReadOnlyList<FieldSlot> Sources { get; }

    public IReadOnlyList<FieldSlot> Languages { get; }

    public FieldSlot[] Slots { get; }
}
