using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using QualityReview.Jobs;
using QualityReview.Scorers;

namespace QualityReview.Web.Commands;

/// <summary><c>score -</c>: JSONL in, the same lines with a <c>scores</c> object out, in the same order; no data folder is touched.</summary>
internal static class ScoreFilter
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<int> RunAsync(IReadOnlyList<ScorerDefinition> definitions, string textField, ScoreShard shard, Stream input, CommandOutput output, CancellationToken cancellation)
    {
        var opened = new List<OpenScorer>();
        try
        {
            foreach (var definition in definitions)
            {
                if (definition.NeedsWholeDataset)
                {
                    throw new WrongWordsException($"{definition.Key} looks at the whole dataset and cannot score a stream; import the samples, then score the dataset.");
                }

                opened.Add(await definition.OpenAsync(cancellation));
            }

            using var reader = new StreamReader(input, new UTF8Encoding(false));
            var lines = new List<JsonObject>();
            var skipped = 0;
            for (var number = 1; await reader.ReadLineAsync(cancellation) is { } line; number++)
            {
                // The place in the stream decides, so that every line is scored by one machine, also where lines are left out.
                if (string.IsNullOrWhiteSpace(line) || !shard.Has(number - 1))
                {
                    continue;
                }

                if (Parse(line, textField, out var fault) is { } sample)
                {
                    lines.Add(sample);
                }
                else
                {
                    skipped++;
                    await output.Error.WriteLineAsync($"line {number}: {fault}");
                }

                if (lines.Count == ScoringRunner.ChunkSize)
                {
                    await ScoreAsync(opened, lines, textField, output, cancellation);
                }
            }

            await ScoreAsync(opened, lines, textField, output, cancellation);
            if (skipped > 0)
            {
                await output.Error.WriteLineAsync($"{skipped} line{(skipped == 1 ? " was" : "s were")} left out.");
            }

            return ExitCode.Done;
        }
        finally
        {
            foreach (var scorer in opened)
            {
                await scorer.DisposeAsync();
            }
        }
    }

    private static JsonObject? Parse(string line, string textField, out string fault)
    {
        fault = "";
        try
        {
            if (JsonNode.Parse(line) is not JsonObject sample)
            {
                fault = "The line is not a JSON object.";
            }
            else if (sample[textField] is not JsonValue value || value.GetValueKind() != JsonValueKind.String)
            {
                fault = $"The line has no text in \"{textField}\".";
            }
            else
            {
                // What can be read but not written again (half a surrogate pair, a name that stands twice) shows only now.
                _ = value.GetValue<string>();
                _ = sample.ToJsonString(_plain);
                return sample;
            }
        }
        catch (Exception fail) when (fail is JsonException or ArgumentException or InvalidOperationException)
        {
            fault = $"The line is not valid JSON: {fail.Message}";
        }

        return null;
    }

    private static async Task ScoreAsync(List<OpenScorer> opened, List<JsonObject> lines, string textField, CommandOutput output, CancellationToken cancellation)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var texts = lines.Select(line => line[textField]!.GetValue<string>()).ToList();
        var chunks = new List<(ScorerCard Card, ScoreChunk Chunk)>();
        foreach (var scorer in opened)
        {
            chunks.Add((scorer.Scorer!.Card, await scorer.Scorer.ScoreAsync(texts, null, cancellation)));
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var scores = new JsonObject();
            foreach (var (card, chunk) in chunks)
            {
                scores[card.Key] = Describe(card, chunk, i);
            }

            lines[i]["scores"] = scores;
            await output.Out.WriteLineAsync(lines[i].ToJsonString(_plain));
        }

        await output.Out.FlushAsync(cancellation);
        lines.Clear();
    }

    private static JsonObject Describe(ScorerCard card, ScoreChunk chunk, int index)
    {
        var score = new JsonObject { ["value"] = float.IsNaN(chunk.Values[index]) ? null : chunk.Values[index] };
        for (var d = 0; d < card.DetailNames.Count; d++)
        {
            var detail = chunk.Details[(index * card.DetailNames.Count) + d];
            score[card.DetailNames[d]] = float.IsFinite(detail) ? detail : null;
        }

        score["flags"] = new JsonArray([.. FlagNames.Of(chunk.Flags[index]).Select(flag => (JsonNode)flag)]);
        if (chunk.Failures.FirstOrDefault(failure => failure.Index == index) is { } failed)
        {
            score["failure"] = failed.Reason;
        }

        return score;
    }
}
