namespace QualityReview.Filters;

/// <summary>Tells whether a rule asks for duplicates.</summary>
public static class DuplicateRules
{
    public static bool Ask(FilterNode rule) => rule switch
    {
        AndNode and => and.Terms.Any(Ask),
        OrNode or => or.Terms.Any(Ask),
        NotNode not => Ask(not.Term),
        FieldTest { Field: SampleField.Duplicate } or GroupTest or KeepOneTest => true,
        _ => false,
    };
}
