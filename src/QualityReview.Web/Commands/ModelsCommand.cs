using System.CommandLine;
using QualityReview.Onnx.ModelFolders;

namespace QualityReview.Web.Commands;

/// <summary><c>models check DIR</c>: says whether a model folder can be used, as what, and why not.</summary>
internal static class ModelsCommand
{
    public static Command Build(CommandOutput output)
    {
        var folder = new Argument<string>("DIR") { Description = "A model folder as exported for Hugging Face: config.json, tokenizer.json, and ONNX in the root or in onnx/." };
        var check = new Command("check", "Says whether a model folder can be used, as what, and why not.") { folder };
        check.SetAction(async (words, _) =>
        {
            await output.Out.WriteLineAsync(ModelCheck.Run(words.GetRequiredValue(folder)));

            return ExitCode.Done;
        });
        return new Command("models", "Looks at model folders.") { check };
    }
}
