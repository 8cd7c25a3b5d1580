using QualityReview.Exports;

namespace QualityReview.Tests.Exports;

public sealed class ExportLeftoversTests : FolderTest
{
    private static readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    [Fact]
    public void Sweep_FolderOfAKilledExport_IsDeletedWhenItIsOldAndOthersStay()
    {
        var old = Make(".a.b.partial-0123456789abcdef0123456789abcdef", _now.AddHours(-2));
        var young = Make(".c.partial-0123456789abcdef0123456789abcdef", _now);
        var other = Make(".git", _now.AddHours(-2));

        ExportLeftovers.Sweep(Root, _now.AddHours(-1));

        Assert.Equal([young, other], Directory.GetDirectories(Root).Order(StringComparer.Ordinal));
        Assert.False(Directory.Exists(old));
    }

    [Fact]
    public void Sweep_EarlierExport_GetsItsNameBackWhereNothingHasTakenIt()
    {
        SomeExport.Write(SomeExport.Request(Target), SomeExport.Few());
        Directory.Move(Target, Path.Combine(Root, ".out.earlier-0123456789abcdef0123456789abcdef"));

        ExportLeftovers.Sweep(Root, _now.AddHours(1));
        Assert.Empty(SomeExport.Verify(Target));

        Make(".out.earlier-0123456789abcdef0123456789abcdef", _now);
        ExportLeftovers.Sweep(Root, _now.AddHours(1));
        Assert.Equal([Target], Directory.GetDirectories(Root));
        Assert.Empty(SomeExport.Verify(Target));
    }

    [Fact]
    public void Sweep_NoFolder_DoesNothing() => ExportLeftovers.Sweep(Target, _now);

    private string Make(string name, DateTimeOffset written)
    {
        var folder = Path.Combine(Root, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "subset-00000.jsonl"), "{}");
        File.SetLastWriteTimeUtc(Path.Combine(folder, "subset-00000.jsonl"), written.UtcDateTime);
        Directory.SetLastWriteTimeUtc(folder, written.UtcDateTime);
        return folder;
    }
}
