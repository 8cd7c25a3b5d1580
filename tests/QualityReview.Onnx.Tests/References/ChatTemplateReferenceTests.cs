using QualityReview.Onnx.Tests.ChatTemplates;

namespace QualityReview.Onnx.Tests.References;

/// <summary>All published chat templates that come with npm packages, where check.mjs has fetched them.</summary>
public sealed class ChatTemplateReferenceTests(ITestOutputHelper output)
{
    [Fact]
    public void Render_EveryPublishedTemplate_GivesWhatJinjaGives()
    {
        var files = Directory.GetFiles(Path.Combine(ReferenceFolder.Need(), "chat-templates"), "*.jinja");
        var rendered = WholeTemplateTests.ReadRendered();
        var differences = new List<string>();
        foreach (var file in files)
        {
            var found = WholeTemplateTests.Differences(File.ReadAllText(file), rendered);
            differences.AddRange(found ?? [$"{Path.GetFileName(file)} has no golden."]);
        }

        output.WriteLine($"{files.Length} chat templates, {differences.Count} differences");
        Assert.True(files.Length >= 90);
        Assert.True(differences.Count == 0, string.Join("\n\n", differences));
    }
}
