using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using QualityReview.Jobs;
using QualityReview.TestKit;
using QualityReview.Web.Home;

namespace QualityReview.Web.Tests.Home;

public sealed class ImportFormTests
{
    [Theory]
    [InlineData("Web Crawl (2026).jsonl.gz", "web-crawl-2026")]
    [InlineData("enron.csv", "enron")]
    [InlineData("part-0001.v1.2.parquet", "part-0001.v1.2")]
    [InlineData("..hidden.txt", "hidden")]
    [InlineData("文書.txt", "")]
    public void Suggest_FileName_MakesAName(string file, string expected) => Assert.Equal(expected, ImportForm.Suggest(file));

    [Fact]
    public async Task Import_ChosenFile_StoresItAndQueuesImportThenAllScorers()
    {
        await using var rooms = new Rooms("one_1", "two_1");
        var form = Form(rooms);
        Choose(form, "Web 2026.jsonl", "{\"text\": \"Ferns are old.\"}");
        form.Find("#import-text").Change("doc.body");

        await form.Find("button.primary").ClickAsync(new());
        form.WaitForAssertion(() => Assert.Equal(3, rooms.Store.Jobs.List().Count));

        var jobs = rooms.Store.Jobs.Active();
        Assert.Equal(["Import Web 2026.jsonl into web-2026", "Score web-2026 with one_1", "Score web-2026 with two_1"], jobs.Select(job => job.Title));
        Assert.All(jobs, job => Assert.Equal("Ana", job.Author));
        using var request = JsonDocument.Parse(jobs[0].Request);
        Assert.Equal("{\"text\": \"Ferns are old.\"}", await File.ReadAllTextAsync(request.RootElement.GetProperty("file").GetString()!));
        Assert.Equal("doc.body", request.RootElement.GetProperty("textField").GetString());
        Assert.Equal("Web 2026.jsonl", request.RootElement.GetProperty("source").GetString());
    }

    [Fact]
    public async Task Import_ScoringUnticked_QueuesTheImportAlone()
    {
        await using var rooms = new Rooms("one_1");
        var form = Form(rooms);
        Choose(form, "a.txt", "Ferns are old.");
        form.Find("input[type=checkbox]").Change(false);

        await form.Find("button.primary").ClickAsync(new());

        form.WaitForAssertion(() => Assert.Equal(JobKind.Import, Assert.Single(rooms.Store.Jobs.List()).Kind));
    }

    [Fact]
    public async Task Import_NameThatCannotStandInAnAddress_IsRefusedWithTheRule()
    {
        await using var rooms = new Rooms();
        var form = Form(rooms);
        Choose(form, "a.txt", "Ferns are old.");
        form.Find("#import-dataset").Input("../Ünfit");

        Assert.Contains("1 to 64 lower-case letters", form.Find("#import-hint").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", form.Find("#import-dataset").GetAttribute("aria-invalid"));
        await form.Find("button.primary").ClickAsync(new());
        Assert.Empty(rooms.Store.Jobs.List());
        Assert.Empty(rooms.Store.Datasets.List());
    }

    [Fact]
    public async Task Choose_UnknownFormat_IsRefusedBeforeItIsUploaded()
    {
        await using var rooms = new Rooms();
        var form = Form(rooms);
        Choose(form, "photo.png", "x");
        Assert.Contains("photo.png does not say a format", form.Find("p.fault").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_NoFile_AsksForOne()
    {
        await using var rooms = new Rooms();
        var form = Form(rooms);
        form.Find("#import-dataset").Input("web");
        await form.Find("button.primary").ClickAsync(new());
        Assert.Equal("Choose a file first.", form.Find("p.fault").TextContent);
    }

    [Fact]
    public async Task Name_OfADatasetThereIs_SaysThatItIsAddedTo()
    {
        await using var rooms = new Rooms();
        await rooms.Store.DatasetOfAsync(Some.Founds(3));
        var form = Form(rooms);
        form.Find("#import-dataset").Input("testing");
        Assert.Equal("Adds to testing, which has 3 samples. Nothing is added twice.", form.Find("#import-hint").TextContent);
    }

    private static IRenderedComponent<ImportForm> Form(Rooms rooms) => rooms.Render<ImportForm>(parameters => parameters
        .Add(form => form.Datasets, rooms.Store.Datasets.List())
        .Add(form => form.Scorers, rooms.Catalog.All.Count));

    private static void Choose(IRenderedComponent<ImportForm> form, string name, string content) =>
        form.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(content, name));
}
