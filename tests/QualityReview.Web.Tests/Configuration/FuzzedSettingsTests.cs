using System.Text;
using Microsoft.Extensions.Configuration;
using QualityReview.TestKit;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

/// <summary>Faults that fuzzing found in settings: exceptions, and sentences in the words of the framework.</summary>
public sealed class FuzzedSettingsTests
{
    [Theory]
    [InlineData("""{"QualityReview":{"DataFolder":null}}""", "QualityReview:DataFolder is null; left out, it has its default value.")]
    [InlineData("""{"QualityReview":{"Scorers":[{"Key":"ask_llm_a_1","Method":null,"Model":"/m"}]}}""", "QualityReview:Scorers:0:Method is null; left out, it has its default value.")]
    [InlineData("""{"QualityReview":{"Access":{"Proxy":{"Addresses":null}}}}""", "QualityReview:Access:Proxy:Addresses is null; left out, it has its default value.")]
    [InlineData("""{"QualityReview":{"Scoring":{"Threads":"many"}}}""", "QualityReview:Scoring:Threads is \"many\", which is no number of its kind.")]
    [InlineData("""{"QualityReview":{"AllowRemote":"perhaps"}}""", "QualityReview:AllowRemote is \"perhaps\", which is no true or false.")]
    [InlineData("""{"QualityReview":{"Porridge":1}}""", "The section QualityReview of the settings names what is no setting: 'Porridge'; appsettings.sample.json holds every one.")]
    [InlineData("""{"QualityReview":{"Import":{"MaxExpansion":5}}}""", "QualityReview:Import:MaxExpansion is 5; 10 to 100000 are supported.")]
    public void Read_WrongSetting_IsNamedInASentence(string json, string sentence)
    {
        var configuration = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

        Assert.Equal(sentence, Assert.Throws<WrongWordsException>(() => QualityReviewSetup.Read(configuration)).Message);
    }

    [Theory]
    [InlineData("""{"Scorers":[null]}""")]
    [InlineData("""{"Scorers":[{"Key":"ask_llm_a_1","Method":"ask_llm","Members":[null,"b"]}]}""")]
    [InlineData("""{"Scorers":[{"Key":"\ud83d","Method":"ask_llm","Model":"/m"}]}""")]
    [InlineData("""{"Scorers":[{"\ude00":1}]}""")]
    public void ScorersFile_NullsAndHalfCharacters_AreRefusedInASentence(string json)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("scorers.json"), json);

        var fault = Assert.Throws<WrongWordsException>(() => new ScorersFile(folder.File("scorers.json")).Read());

        Assert.StartsWith(folder.Path, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 40, 500);
    }
}
