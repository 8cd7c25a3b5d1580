
namespace QualityReview.Web.Configuration;

/// <summary>Where settings come from, for commands and the web app alike: appsettings.json in the working folder, then the
/// environment, then options of the command.</summary>
internal static class Settings
{
    public static IConfigurationRoot Read(string? dataFolder)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            builder.SetBasePath(Directory.GetCurrentDirectory()).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables();
            Override(builder, dataFolder);
            return builder.Build();
        }
        catch (InvalidDataException fault)
        {
            throw new QualityReviewException($"appsettings.json in the working folder cannot be read: {(fault.InnerException ?? fault).Message}", fault);
        }
    }

    public static void Override(IConfigurationBuilder builder, string? dataFolder)
    {
        if (dataFolder is not null)
        {
            builder.AddInMemoryCollection([new($"{QualityReviewOptions.Section}:{nameof(QualityReviewOptions.DataFolder)}", dataFolder)]);
        }
    }
}
