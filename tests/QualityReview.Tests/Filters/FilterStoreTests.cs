using QualityReview.Filters;
using QualityReview.TestKit;

namespace QualityReview.Tests.Filters;

public sealed class FilterStoreTests
{
    [Fact]
    public async Task History_ThreeVersions_SaysWhoWhenAndWhatChanged()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(2));
        var store = new FilterStore(test.Database, TimeProvider.System);
        var began = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await store.SaveAsync(dataset.DatasetId, "good", "length > 10 and source = docs", "ann");
        await store.SaveAsync(dataset.DatasetId, "good", "length > 20 and source = docs", "bo");
        await store.SaveAsync(dataset.DatasetId, "good", "LENGTH > 20 and source = docs", "nobody");
        await store.SaveAsync(dataset.DatasetId, "good", "length > 20 or source = docs", "ann");

        var history = store.History(dataset.DatasetId, "good");

        Assert.Equal([3, 2, 1], history.Select(version => version.Filter.Version));
        Assert.Equal(["ann", "bo", "ann"], history.Select(version => version.Author));
        Assert.All(history, version => Assert.InRange(version.CreatedAt, began, TimeProvider.System.GetUtcNow()));
        Assert.Null(history[2].Change);
        Assert.Equal(["length > 20"], history[1].Change!.Added);
        Assert.Equal(["length > 10"], history[1].Change!.Removed);
        Assert.Equal(["length > 20 or source = \"docs\""], history[0].Change!.Added);
        Assert.Equal(["length > 20", "source = \"docs\""], history[0].Change!.Removed);
        Assert.Empty(store.History(dataset.DatasetId, "all"));
    }

    [Fact]
    public async Task Find_ByVersion_IsThatOneAndByNameTheLatest()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(2));
        var store = new FilterStore(test.Database, TimeProvider.System);
        await store.SaveAsync(dataset.DatasetId, "a@b", "length > 1", "ann");
        await store.SaveAsync(dataset.DatasetId, "a@b", "length > 2", "ann");

        Assert.Equal(new Filter("a@b", 2, "length > 2"), store.Find(dataset.DatasetId, "a@b"));
        Assert.Equal(new Filter("a@b", 1, "length > 1"), store.Find(dataset.DatasetId, "a@b@1"));
        Assert.Equal("a@b@1", store.Get(dataset.DatasetId, "a@b@1").Reference);
        Assert.Equal(Filter.All, store.Find(dataset.DatasetId, "all"));
        Assert.Null(store.Find(dataset.DatasetId, "length > 1"));
        Assert.Null(store.Find(dataset.DatasetId, "nobody@1"));
        Assert.Equal("The filter \"a@b\" has the versions 1 to 2, and version 7 was asked for.", Assert.Throws<WrongWordsException>(() => store.Find(dataset.DatasetId, "a@b@7")).Message);
        Assert.Equal("The filter \"all\" is built in and has no versions, and version 7 was asked for.", Assert.Throws<WrongWordsException>(() => store.Get(dataset.DatasetId, "all@7")).Message);
        Assert.Equal("There is no filter \"nobody@1\"; there are all, a@b.", Assert.Throws<WrongWordsException>(() => store.Get(dataset.DatasetId, "nobody@1")).Message);
    }

    [Fact]
    public async Task SaveAsync_NameThatWouldStandForAVersion_IsRefused()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(2));

        var wrong = await Assert.ThrowsAsync<WrongWordsException>(() => new FilterStore(test.Database, TimeProvider.System).SaveAsync(dataset.DatasetId, "good@2", "all", "ann"));

        Assert.Equal("A filter's name does not end in @ and a number, as \"good@2\" does: that stands for an earlier version.", wrong.Message);
    }
}
