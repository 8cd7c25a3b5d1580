namespace QualityReview.Web.Layout;

/// <summary>Places in <see cref="MainLayout"/> that a page or a part fills with a SectionContent of the same id.</summary>
public static class LayoutSlots
{
    /// <summary>A line above the page, such as "single-user mode".</summary>
    public static readonly object Banner = new();

    /// <summary>Links of the dataset at hand, between Home and Jobs.</summary>
    public static readonly object DatasetLinks = new();

    /// <summary>One line on the job that runs, such as "scoring 71% · 12 min left".</summary>
    public static readonly object JobLine = new();
}
