using System.Collections;
using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using QualityReview.Scorers.Densities;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

public sealed class SampleSettingsTests
{
    private static readonly Dictionary<string, string?> s_chatScorer = new()
    {
        ["QualityReview:Scorers:0:Key"] = "ask_llm_x_1",
        ["QualityReview:Scorers:0:Method"] = "ask_llm",
        ["QualityReview:Scorers:0:Model"] = "/models/x",
        ["QualityReview:Scorers:0:Template"] = "chat",
        ["QualityReview:Scorers:0:System"] = "Be brief.",
        ["QualityReview:Scorers:0:Yes:0"] = "ja",
        ["QualityReview:Scorers:0:No:0"] = "nein",
    };

    [Fact]
    public void Read_ChatScorer_IsTakenWhole()
    {
        var scorer = Assert.Single(QualityReviewSetup.Read(new ConfigurationBuilder().AddInMemoryCollection(s_chatScorer).Build()).Scorers);
        var options = ConfiguredScorers.ModelOf(scorer, new ScoringOptions()).Options;

        Assert.Equal(("chat", "Be brief."), (options.Template, options.System));
        Assert.Equal(["ja"], options.Yes);
        Assert.Equal(["nein"], options.No);
    }

    [Fact]
    public void SampleFile_Bound_IsValid()
    {
        var options = QualityReviewSetup.Read(new ConfigurationBuilder().AddJsonFile(Repository.File("appsettings.sample.json")).Build());

        Assert.Equal(["perplexity_smollm2_1", "ask_llm_qwen_1", "perplexity_ensemble_1"], options.Scorers.Select(scorer => scorer.Key));
        Assert.Equal(["yes", "Yes", " yes", " Yes"], options.Scorers[1].Yes);
        Assert.Equal(2, options.Scorers[2].Members.Count);
    }

    [Fact]
    public void SampleFile_Keys_AreExactlyThoseOfTheOptions()
    {
        using var sample = JsonDocument.Parse(File.ReadAllText(Repository.File("appsettings.sample.json")));

        Assert.Equal(
            KeysOf(typeof(QualityReviewOptions)).Order(StringComparer.Ordinal),
            KeysOf(sample.RootElement.GetProperty(QualityReviewOptions.Section)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void SampleFile_PlainValues_AreTheDefaults()
    {
        var options = QualityReviewSetup.Read(new ConfigurationBuilder().AddJsonFile(Repository.File("appsettings.sample.json")).Build());

        Assert.Equal(JsonSerializer.Serialize(Plain(new QualityReviewOptions())), JsonSerializer.Serialize(Plain(options)));

        static object Plain(QualityReviewOptions o) => new { o.DataFolder, o.ExportFolder, o.LoadSampleDataset, o.ResumeJobs, o.Reviewer, o.AllowRemote, o.Access, o.Scoring, o.Import, o.Telemetry };
    }

    [Fact]
    public void Readme_SettingsTable_NamesEveryKey()
    {
        var readme = File.ReadAllText(Repository.File("README.md"));

        foreach (var key in KeysOf(typeof(QualityReviewOptions)))
        {
            Assert.Contains($"`{key}`", readme, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("QualityReview:Scoring:Device", "gpu", "auto, cpu, cuda")]
    [InlineData("QualityReview:Scoring:Threads", "-1", "0 to 256")]
    [InlineData("QualityReview:Scoring:TokenBudget", "1", "64 to 1000000")]
    [InlineData("QualityReview:Scorers:0:Kernel", "gauss", "QualityReview:Scorers:0:Kernel is \"gauss\"; supported are p_stable and angular.")]
    [InlineData("QualityReview:Scorers:0:ExactUpTo", "200001", "0 to 200000")]
    [InlineData("QualityReview:Scorers:0:Rows", "15", "16 to 4096")]
    [InlineData("QualityReview:Telemetry:Endpoint", "collector:4318", "an address such as http://127.0.0.1:4318")]
    [InlineData("QualityReview:Telemetry:Protocol", "udp", "http/protobuf and grpc")]
    [InlineData("QualityReview:Telemetry:Seconds", "0", "1 to 3600")]
    [InlineData("QualityReview:DataFolder", " ", "folder")]
    [InlineData("QualityReview:DataFoldr", "x", "DataFoldr")]
    [InlineData("QualityReview:Scoring:Threads", "many", "many")]
    [InlineData("QualityReview:Scorers:0:Template", "chatml", "Scorers:0:Template is \"chatml\"; supported are plain and chat")]
    [InlineData("QualityReview:Scorers:0:Method", "density", "supported for the method ask_llm only")]
    [InlineData("QualityReview:Scorers:0:Template", "plain", "Scorers:0:System is set; it is supported with Template chat only")]
    [InlineData("QualityReview:Scorers:0:Yes:1", " ", "has an empty spelling in Yes or No")]
    [InlineData("QualityReview:Scorers:0:No:0", "ja", "has a spelling in Yes and in No")]
    [InlineData("QualityReview:Scoring:ModelFolders:0", "models", "absolute paths")]
    [InlineData("QualityReview:Scorers:0:Members:0", "ask_llm_a_1", "Members names one scorer only")]
    [InlineData("QualityReview:Scorers:0:Key", "askllm_1", "beginning with the method")]
    public void Read_OneWrongSetting_NamesItsKeyAndWhatIsAllowed(string key, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(s_chatScorer).AddInMemoryCollection([new(key, value)]).Build();

        var fault = Assert.Throws<WrongWordsException>(() => QualityReviewSetup.Read(configuration));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Catalog_DensityWithItsSettings_ComputesByThem()
    {
        var options = new QualityReviewOptions();
        options.Scoring.Threads = 3;
        options.Scorers.Add(new ScorerOptions { Key = "density_other_1", Method = "density", Model = ConfiguredScorers.Shipped[2].Model, Kernel = "angular", ExactUpTo = 7, Rows = 512 });

        await using var opened = await new ScorerSettings(options).Catalog.Get("density_other_1").OpenAsync(CancellationToken.None);

        Assert.Equal(new DensityOptions { EmbedderKey = opened.Embedder!.Key, Shape = KernelShape.Angular, ExactUpTo = 7, SketchRows = 512, Degree = 3 }, opened.Density);
    }

    [Fact]
    public void ScorerOptions_DensityDefaults_AreThoseOfTheDomain()
    {
        var defaults = new DensityOptions { EmbedderKey = "" };
        var options = new ScorerOptions();

        Assert.Equal((defaults.ExactUpTo, defaults.SketchRows, "p_stable"), (options.ExactUpTo, options.Rows, options.Kernel));
    }

    private static IEnumerable<string> KeysOf(Type type, string prefix = "")
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + property.Name;
            if (property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)))
            {
                yield return name;
            }
            else if (property.PropertyType.IsGenericType && property.PropertyType.IsAssignableTo(typeof(IEnumerable)))
            {
                foreach (var key in KeysOf(property.PropertyType.GetGenericArguments()[0], name + ":N:"))
                {
                    yield return key;
                }
            }
            else if (property.PropertyType.Namespace == type.Namespace)
            {
                foreach (var key in KeysOf(property.PropertyType, name + ":"))
                {
                    yield return key;
                }
            }
            else
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<string> KeysOf(JsonElement element, string prefix = "")
    {
        foreach (var property in element.EnumerateObject())
        {
            var name = prefix + property.Name;
            var nested = property.Value.ValueKind switch
            {
                JsonValueKind.Object => KeysOf(property.Value, name + ":"),
                JsonValueKind.Array when property.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) => [name],
                JsonValueKind.Array => property.Value.EnumerateArray().SelectMany(item => KeysOf(item, name + ":N:")).Distinct(),
                _ => [name],
            };
            foreach (var key in nested)
            {
                yield return key;
            }
        }
    }
}
