using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QualityReview.Onnx.ChatTemplates.Values;

namespace QualityReview.Onnx.Tests.ChatTemplates;

/// <summary>The templates of published models, with conversations of many kinds, against Jinja2.</summary>
public sealed class WholeTemplateTests
{
    public static TheoryData<string> Files() =>
        [.. Directory.GetFiles(Path.Combine(TemplateFixtures.Folder, "templates"), "*.jinja").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Render_PublishedTemplate_GivesWhatJinjaGives(string file)
    {
        var differences = Differences(File.ReadAllText(Path.Combine(TemplateFixtures.Folder, "templates", file)), ReadRendered());

        Assert.True(differences!.Count == 0, string.Join("\n\n", differences));
    }

    [Fact]
    public void Files_OfTheFolder_AreMany() => Assert.True(Files().Count >= 20);

    /// <summary>Where this program and the golden differ; null where no golden is kept of the template.</summary>
    public static List<string>? Differences(string template, JsonElement rendered)
    {
        if (!rendered.TryGetProperty(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(template))), out var golden))
        {
            return null;
        }

        var conversations = TemplateFixtures.Read("conversations.json");
        var texts = golden.GetProperty("texts").EnumerateArray().Select(text => text.GetString()).ToArray();
        var differences = new List<string>();
        foreach (var (conversation, i) in conversations.GetProperty("conversations").EnumerateArray().Select((conversation, i) => (conversation, i)))
        {
            var names = new Dictionary<string, object>(TemplateFixtures.Names(conversation)) { ["tools"] = None.Value, ["documents"] = None.Value, ["enable_thinking"] = false };
            foreach (var special in conversations.GetProperty("specials").EnumerateObject())
            {
                names[special.Name] = special.Value.GetString()!;
            }

            var found = TemplateFixtures.Render(template, names, out var fault);
            if (found != texts[i])
            {
                differences.Add($"{golden.GetProperty("name")}, conversation {i}:\nexpected {JsonSerializer.Serialize(texts[i])}\nfound    {JsonSerializer.Serialize(found)} {fault}");
            }
        }

        Assert.Equal(texts.Length, conversations.GetProperty("conversations").GetArrayLength());
        return differences;
    }

    public static JsonElement ReadRendered()
    {
        using var unzipped = new GZipStream(File.OpenRead(Path.Combine(TemplateFixtures.Folder, "rendered.json.gz")), CompressionMode.Decompress);
        return JsonDocument.Parse(unzipped).RootElement;
    }
}
