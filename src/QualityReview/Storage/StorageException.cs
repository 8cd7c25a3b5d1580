using Microsoft.Data.Sqlite;

namespace QualityReview.Storage;

/// <summary>The disk refused: it is full, read-only or broken, or another program holds the database. What was asked for was not done.</summary>
public sealed class StorageException : QualityReviewException
{
    private const int Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10, Full = 13, CannotOpen = 14;

    private StorageException(string message, Exception cause) : base(message, cause) { }

    /// <summary>The fault in a sentence where it is one of the disk's; null for any other.</summary>
    public static StorageException? Of(Exception fault) => fault switch
    {
        StorageException known => known,
        SqliteException { SqliteErrorCode: Full } => new("Nothing was saved, as the disk of the data folder is full; make room there, then ask for it again.", fault),
        SqliteException { SqliteErrorCode: ReadOnly } => new("Nothing was saved, as the data folder is read-only; make it writable, then ask for it again.", fault),
        SqliteException { SqliteErrorCode: InputOutput or CannotOpen } sqlite => new($"The disk of the data folder refused ({sqlite.Message.TrimEnd('.')}); look after it, then ask for it again.", fault),
        SqliteException { SqliteErrorCode: Busy or Locked } => new("Nothing was saved, as another program holds the database; ask for it again in a moment.", fault),
        IOException or UnauthorizedAccessException => new($"The disk refused ({fault.Message.TrimEnd('.')}); look after it, then ask for it again.", fault),
        // How .NET puts that the system allows no file so large.
        ArgumentOutOfRangeException { TargetSite.DeclaringType: { } thrower } when thrower == typeof(RandomAccess) =>
            new($"The disk refused ({fault.Message.TrimEnd('.')}); look after it, then ask for it again.", fault),
        _ => null,
    };
}
