namespace QualityReview.Filters;

/// <summary>Tells whether a rule asks for words of texts.</summary>
public static class TextRules
{
    public static bool Ask(FilterNode rule) => rule switch
    {
        AndNode and => and.Terms.Any(Ask),
        OrNode or => or.Terms.Any(Ask),
        NotNode not => Ask(not.Term),
        TextTest => true,
        _ => false,
    };
}
