using Microsoft.Extensions.Configuration;
using QualityReview.Web.Configuration;

namespace QualityReview.Fuzz.Parsers;

/// <summary>appsettings.json and scorers.json.</summary>
internal static class SettingsParsers
{
    private static readonly string[] _words =
    [
        "QualityReview", "DataFolder", "AllowRemote", "Access", "SingleUser", "FailuresUntilLockout", "Proxy", "Header", "Addresses", "FirstRole", "OAuth", "Scoring", "Device", "cuda:0,1", "Threads", "ModelFolders", "Import", "MaxLineBytes", "MaxExpansion", "Queues", "LeaseSeconds", "Api", "RequestsPerMinute",
        "Scorers", "Key", "Method", "Title", "Model", "Members", "Prompt", "Prefix", "Template", "System", "Yes", "No", "Window", "Stride", "MaxTokens", "Kernel", "ExactUpTo", "Rows", "ask_llm", "perplexity", "density", "ask_llm_x_1", "chat", "plain", "angular", "true", "{document}",
    ];

    public static JsonTextParser Settings() => new("settings", [File.ReadAllText(Corpus.File("appsettings.sample.json")), "{}"], _words, input =>
    {
        IConfiguration configuration;
        try
        {
            configuration = SettingsFile(input);
        }
        catch (Exception fault) when (fault is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            // Read from a file, all of these are InvalidDataException, which the commands make a sentence of.
            throw new WrongWordsException("appsettings.json cannot be read.");
        }

        var options = QualityReviewSetup.Read(configuration);
        return $"{options.Scorers.Count} {options.Access.SingleUser} {options.Scoring.Device}";
    });

    public static JsonTextParser ScorersFile()
    {
        var scratch = new ScratchFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => scratch.Dispose();
        var file = scratch.File("scorers.json");
        string[] seeds =
        [
            """{"Scorers":[{"Key":"ask_llm_x_1","Method":"ask_llm","Model":"/models/x","Prompt":"dclm","Template":"chat","Yes":["yes"],"No":["no"]},{"Key":"density_y_1","Method":"density","Model":"/m","Kernel":"angular","Rows":64}]}""",
            """{"Scorers":[{"Key":"perplexity_e_1","Method":"perplexity","Members":["perplexity_a_1","perplexity_b_1"]}]}""",
        ];
        return new JsonTextParser("scorers-file", seeds, _words, input =>
        {
            File.WriteAllBytes(file, input);
            var reader = new ScorersFile(file);
            var scorers = reader.Read();
            reader.Write(scorers);
            var again = reader.Read();
            FuzzFault.Unless(again.Select(scorer => scorer.Key + scorer.Title + scorer.Prompt).SequenceEqual(scorers.Select(scorer => scorer.Key + scorer.Title + scorer.Prompt)), "The written file is another.");
            return $"{scorers.Count}";
        });
    }

    private static IConfiguration SettingsFile(byte[] input) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(input)).Build();
}
