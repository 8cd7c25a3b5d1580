using System.CommandLine;

namespace QualityReview.Web.Commands;

/// <summary>Options that several verbs share.</summary>
internal static class CommonOptions
{
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "Data folder. The default is the setting QualityReview:DataFolder, which is \"data\" in the working folder.",
        Recursive = true,
        HelpName = "FOLDER",
    };

    public static Argument<string> Dataset() => new("DATASET") { Description = "Name of the dataset." };
}
