namespace QualityReview.Exports;

/// <summary>How other tools read an exported folder as it lies, as lines of its dataset card.</summary>
internal static class SubsetConsumers
{
    public static IReadOnlyList<string> Of(string format)
    {
        var isJsonl = format.StartsWith("jsonl", StringComparison.Ordinal);
        return
        [
            "",
            "## Read it",
            "",
            "- Hugging Face datasets: `load_dataset(\"path/to/this/folder\")`, by the header of this file.",
            .. isJsonl
                ?
                [
                    $"- datatrove: `JsonlReader(\"path/to/this/folder\", glob_pattern=\"subset-*.{format}\", text_key=\"text\", id_key=\"id\")`; the other fields become metadata.",
                ]
                : format == "parquet"
                    ? new[] { "- datatrove: `ParquetReader(\"path/to/this/folder\", glob_pattern=\"subset-*.parquet\", text_key=\"text\", id_key=\"id\")`; the other fields become metadata." }
                    : [],
            "- Data-Juicer: `dataset_path` names one of the files; `text_keys: text`.",
            .. format is "jsonl.gz" or "jsonl.zst"
                ? new[] { "- Dolma: the files are documents (`id`, `text`, `source`) as they belong under `documents/`; attributes for them stand in `scores`, and `quality-review scores` writes those of a whole dataset as a file of their own." }
                : [],
        ];
    }
}
