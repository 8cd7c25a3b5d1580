using Dapper;
using QualityReview.Samples;
using QualityReview.Storage;
using QualityReview.TestKit;

namespace QualityReview.Tests.Samples;

public sealed class TextSearchTests
{
    private static readonly string[] _words = ["the", "then", "them", "theory", "river", "riverbed", "stone", "a", "an", "and", "Übung", "2026", "река", "Речной", "йод", "λόγος", "λύκος", "שלום", "كتاب"];

    /// <summary>Letters of scripts that put no spaces between words, few of each, so that parts recur; vowel signs and tones with the Thai.</summary>
    private static readonly string[] _scripts = ["日本語東京都中国人", "ひらがなカター", "กขคาิี่้เ", "한국어를가나", "ខ្មែរ", "မြန်"];

    [Fact]
    public async Task Find_PartsOfTextsWithoutSpaces_AreThoseOfASearchForSubstrings()
    {
        var random = new Random(1);
        string[] texts = [.. Enumerable.Range(0, 300).Select(_ => Made(random))];
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync([.. texts.Select((text, i) => Some.Found($"s-{i}", text, line: i + 1))]);
        // Punctuation and spaces are nothing to a search for words.
        string[] letters = [.. texts.Select(text => string.Concat(text.EnumerateRunes().Where(CutText.IsPart)))];
        var found = 0;
        for (var i = 0; i < 200; i++)
        {
            var script = _scripts[i % _scripts.Length];
            var part = string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => script[random.Next(script.Length)]));
            int[] expected = [.. Enumerable.Range(0, texts.Length).Where(text => letters[text].Contains(part, StringComparison.Ordinal))];

            Assert.Equal(expected, test.Samples.Words.All(dataset, part, TestContext.Current.CancellationToken));
            found += expected.Length;
        }

        Assert.True(found > 1000, "The texts must hold what is searched for.");
    }

    [Theory]
    [InlineData("th")]
    [InlineData("the")]
    [InlineData("river th")]
    [InlineData("stone river a")]
    [InlineData("2026 r")]
    [InlineData("nowhere th")]
    [InlineData("th river ")]
    [InlineData("übu")]
    [InlineData("river übu")]
    [InlineData("Ре")]
    [InlineData("stone реч")]
    [InlineData("йо")]
    [InlineData("λ")]
    [InlineData("של")]
    [InlineData("river كت")]
    public async Task Find_WordsAndTheBeginningOfOne_AreThoseOfPlainComparisons(string words)
    {
        var random = new Random(2);
        string[][] texts = [.. Enumerable.Range(0, 400).Select(_ => Enumerable.Range(0, 1 + random.Next(5)).Select(_ => _words[random.Next(_words.Length)]).ToArray())];
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync([.. texts.Select((text, i) => Some.Found($"s-{i}", string.Join(' ', text), line: i + 1))]);
        var asked = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        int[] expected =
        [
            .. Enumerable.Range(0, texts.Length).Where(text => asked.Index().All(word => texts[text].Any(held =>
                word.Index == asked.Length - 1 && !words.EndsWith(' ') ? held.StartsWith(word.Item, StringComparison.OrdinalIgnoreCase) : held.Equals(word.Item, StringComparison.OrdinalIgnoreCase)))),
        ];

        Assert.Equal(expected, test.Samples.Words.All(dataset, words, TestContext.Current.CancellationToken));

        var among = new ulong[7];
        for (var ordinal = 0; ordinal < texts.Length; ordinal += 3)
        {
            among[ordinal >> 6] |= 1UL << (ordinal & 63);
        }

        var some = new ulong[7];
        if (test.Samples.Words.FindAmong(dataset.DatasetId, words, among, some, TestContext.Current.CancellationToken))
        {
            Assert.Equal(expected.Where(ordinal => ordinal % 3 == 0), Enumerable.Range(0, texts.Length).Where(ordinal => (some[ordinal >> 6] >> (ordinal & 63) & 1) != 0));
        }
        else
        {
            // Letters with accents, of which it is not sure how the index writes them.
            Assert.Contains(words, (string[])["übu", "river übu", "йо"]);
        }
    }

    [Fact]
    public async Task Find_NoTimeAtAll_FindsNothingAndSaysSo()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync(Some.Founds(10));
        var bits = new ulong[1];

        Assert.False(test.Samples.Words.Find(dataset.DatasetId, 10, "sample", bits, TimeSpan.FromTicks(-1), TestContext.Current.CancellationToken));
        Assert.Equal(0UL, bits[0]);
        Assert.True(test.Samples.Words.Find(dataset.DatasetId, 10, "sample", bits, TimeSpan.FromHours(1), TestContext.Current.CancellationToken));
        Assert.Equal(0b11_1111_1111UL, bits[0]);
        Assert.Throws<OperationCanceledException>(() => test.Samples.Words.Find(dataset.DatasetId, 10, "sample", new ulong[1], null, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task IndexAsync_SamplesOfAnOlderVersion_AreFoundByTheirPartsAndForgottenWhole()
    {
        await using var test = new TestDatabase();
        var dataset = await test.DatasetOfAsync([.. Enumerable.Range(0, 450).Select(i => Some.Found($"s-{i}", i % 2 == 0 ? $"東京都{i}番" : $"plain {i}", line: i + 1))]);
        await test.Database.WriteAsync(connection => connection.Execute(
            """
            insert into text_index (text_index, rowid, text) select 'delete', sample_no, cut_text(text) from texts;
            insert into text_index (rowid, text) select sample_no, text from texts;
            update datasets set uncut_count = sample_count
            """));

        Assert.Empty(test.Samples.Words.All(dataset, "京都", TestContext.Current.CancellationToken));
        Assert.Equal(0, test.Samples.Words.Indexed(dataset, "京都"));
        Assert.Equal(450, test.Samples.Words.Indexed(dataset, "plain"));

        await new UncutTexts(test.Database).IndexAsync(TestContext.Current.CancellationToken);

        Assert.Equal(225, test.Samples.Words.All(dataset, "京都", TestContext.Current.CancellationToken).Count);
        Assert.Equal(225, test.Samples.Words.All(dataset, "plain", TestContext.Current.CancellationToken).Count);
        Assert.Equal(450, test.Samples.Words.Indexed(dataset, "京都"));
        Assert.True(test.Datasets.Find(dataset.DatasetId)!.Revision > dataset.Revision);
    }

    [Theory]
    [InlineData("The river runs.", "river", "The river runs.")]
    [InlineData("Ein Fluß, GRÜSSE und mehr", "grusse", "Ein Fluß, GRÜSSE und mehr")]
    [InlineData("我在東京都住", "京都", "我在東京都住")]
    [InlineData("nothing here", "river", null)]
    public void Surroundings_OfAShortText_AreTheTextAsItStands(string text, string words, string? expected) => Assert.Equal(expected, TextSurroundings.Of(text, words));

    [Fact]
    public void Surroundings_OfALongText_HoldTheWordItselfAndNotOnlyItsBeginning()
    {
        var text = string.Concat(Enumerable.Repeat("riverbeds and more. ", 200)) + "The river ends. " + string.Concat(Enumerable.Repeat("Stones. ", 200));

        var around = TextSurroundings.Of(text, "\"river\"")!;

        Assert.StartsWith("… ", around, StringComparison.Ordinal);
        Assert.Contains("The river ends.", around, StringComparison.Ordinal);
        Assert.Contains(around[2..], text, StringComparison.Ordinal);
    }

    private static string Made(Random random)
    {
        string[] parts = [" ", "。", "abc", "\n", "x9"];
        return string.Concat(Enumerable.Range(0, 3 + random.Next(8)).Select(_ => random.Next(4) == 0
            ? parts[random.Next(parts.Length)]
            : string.Concat(Enumerable.Range(0, 2 + random.Next(5)).Select(_ => _scripts[random.Next(_scripts.Length)]).Take(1).SelectMany(script => Enumerable.Range(0, 4).Select(_ => script[random.Next(script.Length)])))));
    }
}
