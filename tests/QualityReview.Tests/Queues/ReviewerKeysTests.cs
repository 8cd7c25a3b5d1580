using QualityReview.Queues;
using QualityReview.TestKit;

namespace QualityReview.Tests.Queues;

public sealed class ReviewerKeysTests
{
    [Fact]
    public async Task Save_IsOnePersonsAndComplete()
    {
        await using var db = new TestDatabase();
        var keys = new ReviewerKeys(db.Database, TimeProvider.System);

        await keys.SaveAsync("ana", new Dictionary<string, string> { ["keep"] = "J", ["undo"] = "Backspace" });

        Assert.Equal(("j", "w", "Backspace"), (keys.Of("ana")["keep"], keys.Of("ana")["drop"], keys.Of("ana")["undo"]));
        Assert.Equal("q", keys.Of("ben")["keep"]);
        Assert.Equal(ReviewAct.All.Select(act => act.Name).Order(), keys.Of("ana").Keys.Order());
    }

    [Theory]
    [InlineData("keep", "w", "is for \"Keep\" already")]
    [InlineData("keep", "3", "is for a reason")]
    [InlineData("keep", "?", "cannot be the key")]
    [InlineData("keep", "Enter", "cannot be the key")]
    [InlineData("keep", "", "cannot be the key")]
    [InlineData("love", "l", "No key is for")]
    public void Check_Clash_IsRefusedByOneSentence(string act, string key, string says)
    {
        var fault = Assert.Throws<WrongWordsException>(() => ReviewerKeys.Check(new Dictionary<string, string> { [act] = key }));

        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, fault.Message.Count(c => c == '.'));
    }
}
