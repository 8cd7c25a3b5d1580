#if SYSTEM_SQLITE
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QualityReview.Storage;

/// <summary>Binds the SQLite provider to the system's library, which gets its security fixes from the distribution.</summary>
internal static class SqliteNative
{
    private const int OldestVersion = 3_038_000;

    // A module initializer runs before Microsoft.Data.Sqlite looks for a provider.
#pragma warning disable CA2255
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Register()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLitePCL.SQLite3Provider_e_sqlite3).Assembly, static (name, _, _) =>
            name == "e_sqlite3" ? LoadSystemLibrary() : 0);
        SQLitePCL.raw.SetProvider(new SQLitePCL.SQLite3Provider_e_sqlite3());
        // Microsoft.Data.Sqlite would otherwise set a provider of its own choosing.
        SQLitePCL.raw.FreezeProvider();
    }

    private static unsafe nint LoadSystemLibrary()
    {
        foreach (var name in (string[])["libsqlite3.so.0", "libsqlite3.dylib", "winsqlite3.dll"])
        {
            if (!NativeLibrary.TryLoad(name, out var library))
            {
                continue;
            }

            var version = ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number"))();
            if (version >= OldestVersion)
            {
                return library;
            }

            NativeLibrary.Free(library);
        }

        throw new DllNotFoundException("No SQLite library of version 3.38 or newer was found; on Debian and Ubuntu it is the package libsqlite3-0.");
    }
}
#endif
