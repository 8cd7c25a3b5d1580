using QualityReview.Jobs;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;
using QualityReview.Web.Home;

namespace QualityReview.Web.Tests.Home;

public sealed class UploadFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly UploadFolder _uploads;

    public UploadFolderTests() => _uploads = new UploadFolder(new QualityReviewOptions { DataFolder = _folder.Path });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task SaveAsync_FileOfSeveralBuffers_StoresItWholeAndSaysHowFar()
    {
        var content = new byte[2_500_000];
        for (var i = 0; i < content.Length; i++)
        {
            content[i] = (byte)(i * 31 >> 3);
        }

        var reports = new List<long>();
        var file = await _uploads.SaveAsync("a.jsonl", new MemoryStream(content), reports.Add, CancellationToken.None);

        Assert.Equal(content, await File.ReadAllBytesAsync(file));
        Assert.Equal([1 << 20, 2 << 20, 2_500_000], reports);
    }

    [Theory]
    [InlineData("web.jsonl.gz", "web.jsonl.gz")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData(@"C:\texts\a b.csv", "a_b.csv")]
    [InlineData("…/☃ <script>.txt", "___script_.txt")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    public async Task SaveAsync_NameFromABrowser_StaysInTheFolderUnderAHarmlessName(string name, string expected)
    {
        var file = await _uploads.SaveAsync(name, Stream.Null, null, CancellationToken.None);
        Assert.Equal(Path.Combine(_folder.Path, "uploads"), Path.GetDirectoryName(file));
        Assert.Matches("^[0-9a-f]{12}-", Path.GetFileName(file));
        Assert.Equal(expected, UploadFolder.ShownName(file));
    }

    [Fact]
    public async Task SaveAsync_LongName_KeepsTheEndThatSaysTheFormat()
    {
        var file = await _uploads.SaveAsync(new string('a', 300) + ".jsonl.zst", Stream.Null, null, CancellationToken.None);
        Assert.Equal(113, Path.GetFileName(file).Length);
        Assert.EndsWith("aaa.jsonl.zst", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SaveAsync_StoppedOnTheWay_LeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _uploads.SaveAsync("a.txt", new MemoryStream(new byte[3_000_000]), _ => stop.Cancel(), stop.Token));
        Assert.Empty(Directory.EnumerateFiles(_uploads.Folder));
    }

    [Fact]
    public async Task Forget_FilesElsewhere_LeavesThemAlone()
    {
        var own = await _uploads.SaveAsync("a.txt", Stream.Null, null, CancellationToken.None);
        var other = _folder.File("precious.txt");
        await File.WriteAllTextAsync(other, "x");

        _uploads.Forget(own);
        _uploads.Forget(other);
        _uploads.Forget(Path.Combine(_uploads.Folder, "..", "precious.txt"));

        Assert.False(File.Exists(own));
        Assert.True(File.Exists(other));
    }

    [Theory]
    [InlineData("/data/uploads/0123456789ab-web.jsonl", "web.jsonl")]
    [InlineData("/srv/corpus/web.jsonl", "web.jsonl")]
    [InlineData("web-2026.jsonl", "web-2026.jsonl")]
    [InlineData("-", "-")]
    public void ShownName_Path_IsTheNameThatAPersonGave(string path, string expected) => Assert.Equal(expected, UploadFolder.ShownName(path));

    [Fact]
    public async Task Sweep_AtTheStart_DeletesWhatNoImportNeeds()
    {
        var time = new ManualTime();
        await using var store = new TestDatabase(time);
        var (old, needed, young) = (await OldAsync("old.txt"), await OldAsync("needed.txt"), await _uploads.SaveAsync("young.txt", Stream.Null, null, CancellationToken.None));
        File.SetLastWriteTimeUtc(young, time.GetUtcNow().UtcDateTime.AddMinutes(-5));
        await ImportAsync(store, needed);

        await new UploadSweep(store.Jobs, _uploads, time).StartAsync(CancellationToken.None);

        Assert.Equal((false, true, true), (File.Exists(old), File.Exists(needed), File.Exists(young)));

        async Task<string> OldAsync(string name)
        {
            var file = await _uploads.SaveAsync(name, Stream.Null, null, CancellationToken.None);
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime.AddDays(-1));
            return file;
        }
    }

    [Fact]
    public async Task Sweep_ImportEnds_DeletesItsFileOnlyWhenDone()
    {
        await using var store = new TestDatabase();
        var file = await _uploads.SaveAsync("a.txt", Stream.Null, null, CancellationToken.None);
        var sweep = new UploadSweep(store.Jobs, _uploads, TimeProvider.System);
        await sweep.StartAsync(CancellationToken.None);
        var job = await ImportAsync(store, file);

        await store.Jobs.EndAsync((await store.Jobs.TakeAsync(job.JobId))!, JobState.Failed, "It broke.");
        Assert.True(File.Exists(file));

        await store.Jobs.ResumeAsync(job.JobId);
        await store.Jobs.EndAsync((await store.Jobs.TakeAsync(job.JobId))!, JobState.Done, "All is well.");
        Assert.False(File.Exists(file));
    }

    private static Task<Job> ImportAsync(TestDatabase store, string file) =>
        store.Jobs.AddAsync(JobKind.Import, null, "Import", JobRequests.Write(new ImportRequest { File = file }), "Ana");
}
