using System.Text;
using QualityReview.Fuzz.Parsers;
using QualityReview.Recipes;

namespace QualityReview.Fuzz;

/// <summary>Every parser of the product by its name.</summary>
internal static class AllParsers
{
    private static readonly string[] _jsonLines =
    [
        """
        {"text":"First.","id":"a","source":"web","meta":{"language":"en","n":[1,2.5,null]}}
        {"id":7,"text":"Zweite \"Zeile\" \u00e4 \ud83d\ude00","lang":"de"}

        {"doc":{"body":"nested"},"meta":{"id":"x"},"text":"three"}
        not json
        {"text":""}
        {"text":"same","text":"twice","a":{"b":1,"b":2}}
        {"text":"numbers","x":NaN,"y":-Infinity,"z":1e5}
        """,
        "{\"text\":\"lone \\ud83d and nul \\u0000\",\"m\":\"\\\\\\u0041\"}\r\n{\"text\":\"crlf\"}\r\n",
        File.ReadAllText(Corpus.File("tests/data/invalid/broken.jsonl")),
    ];

    private static readonly string[] _csv =
    [
        "text,id,source,meta\n\"a, \"\"quoted\"\" text\",1,web,\"{\"\"k\"\":1}\"\nplain,2,,\n\"two\nlines\",3,docs,\r\n",
        "id,text\n1,\"never closes\n2,b\n",
        "doc.body,meta.id,language\nx,y,en\n,,\n\"a\"b,c,d\n",
    ];

    private static readonly string[] _sideCars = ["{\"id\":\"a\",\"score\":0.5}\n{\"id\":2,\"score\":\"1e-3\"}\n{\"id\":\"c\",\"score\":null}\n", "{\"id\":\"a\",\"score\":1e999}\n{\"score\":1}\n"];

    private static readonly string[] _text = ["One line.\nAnother.\n\nA paragraph\nof two lines.\n\n\n", "no end", "\n\n", "\uFEFFmarked\r\nlines\r\n"];

    private static readonly Dictionary<string, Func<Parser>> _all = new()
    {
        ["jsonl"] = () => new SampleFileParser("jsonl", ".jsonl", _jsonLines),
        ["csv"] = () => new SampleFileParser("csv", ".csv", _csv),
        ["tsv"] = () => new SampleFileParser("tsv", ".tsv", [.. _csv.Select(table => table.Replace(',', '\t'))]),
        ["text"] = () => new SampleFileParser("text", ".txt", _text),
        ["gzip"] = () => new PackedFileParser("gzip", isZstd: false, _jsonLines),
        ["zstd"] = () => new PackedFileParser("zstd", isZstd: true, _jsonLines),
        ["parquet"] = () => new ParquetParser(),
        ["side-car"] = () => new SampleFileParser("side-car", ".jsonl", _sideCars, isSideCar: true),
        ["shard"] = () => new ShardParser(),
        ["export"] = () => new ExportParser(),
        ["written-export"] = () => new WrittenExportParser(),
        ["rule"] = () => new RuleFuzz(),
        ["recipe"] = Recipe,
        ["settings"] = () => SettingsParsers.Settings(),
        ["scorers-file"] = () => SettingsParsers.ScorersFile(),
        ["prompt"] = () => new PromptParser(),
        ["tokenizer"] = () => new TokenizerParser(),
        ["tokenized-text"] = () => new TokenizedTextParser(),
        ["chat-template"] = () => new ChatTemplateParser(),
        ["model-folder"] = () => new ModelFolderParser(isGraph: false),
        ["onnx"] = () => new ModelFolderParser(isGraph: true),
        ["api-body"] = () => new ApiBodyParser(),
        ["cursor"] = () => new CursorParser(),
        ["address"] = () => new AddressParser(),
    };

    public static IEnumerable<string> Names => _all.Keys;

    /// <exception cref="WrongWordsException">There is no such parser.</exception>
    public static Parser Make(string name) => _all.TryGetValue(name, out var make) ? make() : throw new WrongWordsException($"There is no parser {name}; supported are {string.Join(", ", Names)}.");

    private static JsonTextParser Recipe() => new(
        "recipe",
        [
            """{"filters":["good","length >= 200"],"unsure":"drop","duplicates":"longest","quotas":[{"source":"web","samples":100000},{"language":"de","tokens":5000000}],"weights":[{"source":"docs","weight":2}],"target":{"tokens":20000000},"seed":7}""",
            """{ /* a comment */ "filters": ["percentile(ask_llm) >= 60",], "unsure": "keep" }""", "{}",
        ],
        ["filters", "unsure", "keep", "drop", "filter", "duplicates", "all", "first", "longest", "quotas", "source", "language", "samples", "tokens", "weights", "weight", "target", "seed"],
        input =>
        {
            var recipe = RecipeJson.Read(Encoding.UTF8.GetString(input));
            var written = RecipeJson.Write(recipe);
            FuzzFault.Unless(RecipeJson.Write(RecipeJson.Read(written)) == written, "The written recipe is another.");
            FuzzFault.Unless(RecipeJson.Write(RecipeJson.Read(RecipeJson.WriteCompact(recipe))) == written, "The recipe on one line is another.");
            return $"{recipe.Filters.Count} {recipe.Quotas.Count} {recipe.Weights.Count} {recipe.Target is null}";
        });
}
