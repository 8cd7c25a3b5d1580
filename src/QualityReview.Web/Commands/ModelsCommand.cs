using System.CommandLine;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Commands;

/// <summary><c>models</c>: says whether a model folder can be used, lists scorers, and adds and removes them.</summary>
internal static class ModelsCommand
{
    public static Command Build(CommandOutput output) => new("models", "Looks at model folders, and adds scorers that use them.")
    {
        Check(output),
        List(output),
        Add(output),
        Remove(output),
    };

    private static Command Check(CommandOutput output)
    {
        var folder = new Argument<string>("DIR") { Description = "A model folder as exported for Hugging Face: config.json, tokenizer.json, and ONNX in the root or in onnx/." };
        var check = new Command("check", "Says whether a model folder can be used, as what, and why not.") { folder };
        check.SetAction(async (words, _) =>
        {
            await output.Out.WriteLineAsync(ModelCheck.Run(words.GetRequiredValue(folder)));

            return ExitCode.Done;
        });
        return check;
    }

    private static Command List(CommandOutput output)
    {
        var list = new Command("list", "Lists the scorers that can run, one a line: key, where its settings stand, model or members.");
        list.SetAction(async (words, _) =>
        {
            await using var rooms = Rooms.Open(words);
            foreach (var (scorer, origin) in rooms.Get<ScorerSettings>().All)
            {
                await output.Out.WriteLineAsync($"{scorer.Key}\t{origin.ToString().ToLowerInvariant()}\t{(scorer.Members.Count > 0 ? string.Join(' ', scorer.Members) : scorer.Model)}");
            }

            return ExitCode.Done;
        });
        return list;
    }

    private static Command Add(CommandOutput output)
    {
        var folder = new Argument<string?>("DIR") { Description = "A model folder; none for an ensemble.", Arity = ArgumentArity.ZeroOrOne };
        var method = new Option<string>("--method") { Description = "ask_llm, perplexity or density.", HelpName = "METHOD", Required = true };
        var key = new Option<string?>("--key") { Description = "Begins with the method and ends with _ and a version; the default is made from the folder's name. It stands for these settings for ever.", HelpName = "KEY" };
        var title = new Option<string>("--title") { Description = "Heading of its scores.", HelpName = "TITLE", DefaultValueFactory = _ => "" };
        var prompt = new Option<string>("--prompt") { Description = "Ask-LLM: paper, dclm, judge_mini, or a prompt that holds {document}.", HelpName = "PROMPT", DefaultValueFactory = _ => "paper" };
        var window = new Option<int>("--window") { Description = "Perplexity: tokens in a window; 0 is the model's context.", HelpName = "TOKENS" };
        var stride = new Option<int>("--stride") { Description = "Perplexity: tokens from window to window; 0 is half a window.", HelpName = "TOKENS" };
        var tokens = new Option<int>("--max-tokens") { Description = "Tokens of a text that are read at most; 0 is all.", HelpName = "TOKENS" };
        var members = new Option<string[]>("--members") { Description = "Keys of the scorers whose mean percentile an ensemble is.", HelpName = "KEY", AllowMultipleArgumentsPerToken = true };
        var add = new Command("add", "Adds a scorer, to scorers.json in the data folder; a running web app sees it at once.") { folder, method, key, title, prompt, window, stride, tokens, members };
        add.SetAction(async (words, cancellation) =>
        {
            await using var rooms = Rooms.Open(words);
            var added = rooms.Get<AddedScorers>();
            var model = words.GetValue(folder) is { Length: > 0 } named ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(named)) : "";
            var scorer = new ScorerOptions
            {
                Method = words.GetRequiredValue(method),
                Title = words.GetRequiredValue(title),
                Model = model,
                Prompt = words.GetRequiredValue(prompt),
                Window = words.GetValue(window),
                Stride = words.GetValue(stride),
                MaxTokens = words.GetValue(tokens),
            };
            scorer.Key = words.GetValue(key) ?? added.ProposeKey(scorer.Method, model.Length > 0 ? Path.GetFileName(model) : "ensemble");
            foreach (var member in words.GetValue(members) ?? [])
            {
                scorer.Members.Add(member);
            }

            await added.AddAsync(scorer, cancellation);
            await output.Out.WriteLineAsync($"{scorer.Key} was added to {rooms.Get<ScorerSettings>().File}.");
            return ExitCode.Done;
        });
        return add;
    }

    private static Command Remove(CommandOutput output)
    {
        var key = new Argument<string>("KEY") { Description = "Key of a scorer that was added and has no scores." };
        var remove = new Command("remove", "Takes out a scorer that was added and has no scores.") { key };
        remove.SetAction(async (words, _) =>
        {
            await using var rooms = Rooms.Open(words);
            rooms.Get<AddedScorers>().Remove(words.GetRequiredValue(key));
            await output.Out.WriteLineAsync($"{words.GetRequiredValue(key)} was removed.");
            return ExitCode.Done;
        });
        return remove;
    }
}
