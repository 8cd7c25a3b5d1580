using System.Reflection;

namespace QualityReview.Fuzz;

/// <summary>Files of the repository to begin from.</summary>
internal static class Corpus
{
    private static readonly string s_root = typeof(Corpus).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(metadata => metadata.Key == "RepositoryRoot").Value!;

    public static string File(string name) => Path.Combine(s_root, name);
}
