using QualityReview.TestKit;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Tests.Configuration;

public sealed class ScorerSettingsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => _folder.File(ScorerSettings.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Add_Scorer_IsThereAtOnceAndAfterANewStart()
    {
        var settings = Open();

        settings.Add(Scorer("perplexity_own_1"));

        foreach (var seen in new[] { settings, Open() })
        {
            Assert.Equal("perplexity_own_1", seen.Catalog.Get("perplexity_own_1").Key);
            var added = seen.All[^1];
            Assert.Equal((ScorerOrigin.Added, "A “title”, with {document}"), (added.Origin, added.Options.Title));
        }

        Assert.Equal(["scorers.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void Catalog_FileChangedByAnotherProcess_KnowsTheChange()
    {
        var settings = Open();
        var other = Open();

        other.Add(Scorer("perplexity_own_1"));
        other.Add(Ensemble("perplexity_both_1", "perplexity_lm_mini_1", "perplexity_own_1"));

        Assert.Equal(["perplexity_lm_mini_1", "perplexity_own_1"], settings.Catalog.Get("perplexity_both_1").Members);
        other.Remove("perplexity_both_1");
        Assert.Throws<WrongWordsException>(() => settings.Catalog.Get("perplexity_both_1"));
    }

    [Fact]
    public void All_FileBrokenByHand_KeepsWhatItWasAndSaysWhere()
    {
        var settings = Open();
        settings.Add(Scorer("perplexity_own_1"));

        System.IO.File.WriteAllText(File, "{\n  \"Scorers\": [ { \"Key\": \"perplexity_own_1\", \"Widnow\": 3 } ]\n}");

        Assert.Equal("perplexity_own_1", settings.Catalog.Get("perplexity_own_1").Key);
        Assert.Contains($"{File} cannot be read at line 2, Scorers[0].Widnow", settings.Fault, StringComparison.Ordinal);
        var refused = Assert.Throws<WrongWordsException>(() => settings.Add(Scorer("perplexity_more_1")));
        Assert.Contains("Widnow", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Widnow", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"Scorers": [{"Key": "perplexity_a_1", "Method": "perplexity"}]}""", "Scorers:0:Model is empty")]
    [InlineData("""{"Scorers": [{"Key": "perplexity_a", "Method": "perplexity", "Model": "/m"}]}""", "Scorers:0:Key is \"perplexity_a\"")]
    [InlineData("""{"Scorers": [{"Key": "perplexity_lm_mini_1", "Method": "perplexity", "Model": "/m"}]}""", "perplexity_lm_mini_1 is configured twice")]
    [InlineData("""{"Scorers": [{"Key": "ask_llm_e_1", "Method": "ask_llm", "Members": ["ask_llm_judge_mini_1", "ask_llm_gone_1"]}]}""", "the member ask_llm_gone_1, which is not configured")]
    [InlineData("""{"Scorers": [{"Key": "ask_llm_e_1", "Method": "ask_llm", "Members": ["ask_llm_judge_mini_1", "perplexity_lm_mini_1"]}]}""", "which has the method perplexity")]
    [InlineData("""{"Scorers": [{"Key": "ask_llm_e_1", "Method": "ask_llm", "Model": "/m", "Members": ["ask_llm_judge_mini_1", "ask_llm_b_1"]}]}""", "set beside Members")]
    [InlineData("[]", "cannot be read at line 1")]
    [InlineData("{", "cannot be read at line 1")]
    public void Open_WrongFile_IsNamedAtTheStart(string content, string expected)
    {
        System.IO.File.WriteAllText(File, content);

        Assert.Contains(expected, Assert.Throws<WrongWordsException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Remove_MemberOfAnEnsemble_IsRefusedAndChangesNothing()
    {
        var settings = Open();
        settings.Add(Scorer("perplexity_own_1"));
        settings.Add(Ensemble("perplexity_both_1", "perplexity_lm_mini_1", "perplexity_own_1"));
        var before = System.IO.File.ReadAllText(File);

        Assert.Contains("perplexity_both_1", Assert.Throws<WrongWordsException>(() => settings.Remove("perplexity_own_1")).Message, StringComparison.Ordinal);

        Assert.Equal(before, System.IO.File.ReadAllText(File));
        Assert.Equal(5, settings.All.Count);
    }

    private ScorerSettings Open() => new(new QualityReviewOptions { DataFolder = _folder.Path });

    private static ScorerOptions Scorer(string key) => new() { Key = key, Method = "perplexity", Model = "/no/such/model", Title = "A “title”, with {document}" };

    private static ScorerOptions Ensemble(string key, params string[] members)
    {
        var scorer = new ScorerOptions { Key = key, Method = "perplexity" };
        foreach (var member in members)
        {
            scorer.Members.Add(member);
        }

        return scorer;
    }
}
