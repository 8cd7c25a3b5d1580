using System.Runtime.CompilerServices;
using Bunit;
#if OLD_ANGLESHARP_DIFFING
using System.Runtime.Loader;
#endif

namespace QualityReview.Web.Tests;

/// <summary>What holds for every test of this assembly.</summary>
internal static class ModuleInit
{
    [ModuleInitializer]
    internal static void Init()
    {
#if OLD_ANGLESHARP_DIFFING
        // Hands bUnit the AngleSharp.Diffing that could be restored, which is older than the one it was built against.
        AssemblyLoadContext.Default.Resolving += static (context, name) =>
            name.Name == "AngleSharp.Diffing" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll")) : null;
#endif
        BePatient();
    }

    // bUnit's own second is short on a busy machine; what is never true fails all the same. A method of its own, since compiling it loads bUnit.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BePatient() => BunitContext.DefaultWaitTimeout = TimeSpan.FromSeconds(30);
}
