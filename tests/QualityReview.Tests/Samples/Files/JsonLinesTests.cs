using QualityReview.Samples.Files;

namespace QualityReview.Tests.Samples.Files;

public sealed class JsonLinesTests
{
    [Fact]
    public void Read_NamedFields_BecomeThePartsAndLeaveTheMeta()
    {
        var fields = new ImportFields { TextField = "body", IdField = "key", SourceField = "site", LanguageField = "tongue" };
        var sample = Reading.One("""{"key":7,"body":"T","site":"s","tongue":"fr","id":"other","text":"x"}""", "a.jsonl", fields);
        Assert.Equal(("7", "T", "s", "fr", """{"id":"other","text":"x"}"""), (sample.Id, sample.Text, sample.Source, sample.Language, sample.Meta));
    }

    [Fact]
    public void Read_DottedPaths_ReachIntoNestedObjects()
    {
        var fields = new ImportFields { TextField = "doc.body", IdField = "meta.key" };
        var sample = Reading.One("""{"doc":{"body":"T","title":"t"},"meta":{"key":"k","more":1}}""", "a.jsonl", fields);
        Assert.Equal(("k", "T", """{"more":1,"doc":{"title":"t"}}"""), (sample.Id, sample.Text, sample.Meta));
    }

    [Fact]
    public void Read_FlatNameWithDots_ComesBeforeThePath()
    {
        var fields = new ImportFields { TextField = "doc.body" };
        var sample = Reading.One("""{"doc.body":"flat","doc":{"body":"nested"}}""", "a.jsonl", fields);
        Assert.Equal(("flat", """{"doc":{"body":"nested"}}"""), (sample.Text, sample.Meta));
    }

    [Theory]
    [InlineData("""{"text":"T"}""", null)]
    [InlineData("""{"text":"T","meta":{}}""", null)]
    [InlineData("""{"text":"T","meta":{"a":[1, "é"]},"b":null}""", """{"a":[1, "é"],"b":null}""")]
    [InlineData("""{"text":"T","meta":{"b":1},"b":2}""", """{"meta":{"b":1},"b":2}""")]
    [InlineData("""{"text":"T","meta":"words"}""", """{"meta":"words"}""")]
    [InlineData("""{"text":"T","a\u0062":"\u00e9\n\"","\u0061":{"c":"\ud83d\ude00"}}""", """{"ab":"é\n\"","a":{"c":"😀"}}""")]
    public void Read_OtherFields_BecomeTheMeta(string line, string? meta) => Assert.Equal(meta, Reading.One(line, "a.jsonl").Meta);

    [Fact]
    public void Read_EscapedFieldName_IsRecognised() => Assert.Equal("T", Reading.One("""{"t\u0065xt":"T"}""", "a.jsonl").Text);

    [Fact]
    public void Read_LanguageInsideMeta_IsTaken()
    {
        var sample = Reading.One("""{"text":"T","meta":{"language":"en","a":1}}""", "a.jsonl");
        Assert.Equal(("en", """{"a":1}"""), (sample.Language, sample.Meta));
    }

    [Fact]
    public void Read_EmptyFile_HasNoLines() => Assert.Empty(Reading.All("", "a.jsonl"));

    [Fact]
    public void Read_MissingTextField_NamesTheFieldsThatAreThere()
    {
        var fault = Assert.Throws<WrongWordsException>(() => Reading.All("broken\n{\"body\":\"b\",\"id\":1}\n{\"title\":\"t\"}", "a.jsonl"));
        Assert.Equal("The field 'text' is in none of the first 2 readable lines of a.jsonl; they have: body, id, title.", fault.Message);
    }

    [Fact]
    public void Read_NamedIdFieldMissingEverywhere_IsRefused()
    {
        var fault = Assert.Throws<WrongWordsException>(() => Reading.All("""{"text":"T"}""", "a.jsonl", new ImportFields { IdField = "key" }));
        Assert.Equal("The field 'key' is in none of the first 1 readable lines of a.jsonl; they have: text.", fault.Message);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(100, false)]
    public void Read_TextFieldAppearsLate_IsFoundWithinTheFirstHundredLines(int linesBefore, bool found)
    {
        var text = string.Concat(Enumerable.Repeat("{\"body\":1}\n", linesBefore)) + """{"text":"T"}""";
        if (!found)
        {
            Assert.Throws<WrongWordsException>(() => Reading.All(text, "a.jsonl"));
            return;
        }

        var lines = Reading.All(text, "a.jsonl");
        Assert.Equal(linesBefore, Reading.Asides(lines).Count);
        Assert.Equal(100, lines[^1].Sample!.Line);
    }

    [Fact]
    public void Read_OnlyBrokenLines_AreSetAsideWithoutBlamingTheFieldName() => Assert.Equal(2, Reading.Asides(Reading.All("x\ny", "a.jsonl")).Count);

    [Fact]
    public void Read_JsonArrayFile_IsRefused() =>
        Assert.Equal("a.json is one JSON array; supported is one JSON object a line (JSON Lines).", Assert.Throws<WrongWordsException>(() => Reading.All("\n[{\"text\":\"T\"}]", "a.json")).Message);

    [Fact]
    public void Read_Utf16File_IsRefused() =>
        Assert.Equal("a.jsonl is UTF-16; supported is UTF-8.", Assert.Throws<WrongWordsException>(() => Reading.All([0xFF, 0xFE, (byte)'{', 0], "a.jsonl")).Message);

    [Fact]
    public void Read_Dash_IsJsonLines() => Assert.Equal("T", Reading.One("""{"text":"T"}""", "-").Text);

    [Theory]
    [InlineData("a.docx")]
    [InlineData("a.gz")]
    [InlineData("a.parquet.gz")]
    [InlineData("a")]
    public void Open_UnknownName_SaysWhatIsSupported(string name) =>
        Assert.EndsWith(FileFormats.Supported + ".", Assert.Throws<WrongWordsException>(() => Reading.All("", name)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_NoFile_IsRefused() => Assert.Throws<WrongWordsException>(() => SampleFileReader.Open("/nowhere/a.jsonl"));
}
