#if OLD_ANGLESHARP_DIFFING
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace QualityReview.Web.Tests;

/// <summary>Hands bUnit the AngleSharp.Diffing that could be restored, which is older than the one it was built against.</summary>
internal static class ModuleInit
{
    [ModuleInitializer]
    internal static void Init() => AssemblyLoadContext.Default.Resolving += static (context, name) =>
        name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
}
#endif
