using Microsoft.AspNetCore.Components;
using QualityReview.Onnx.AskLlm;
using QualityReview.Onnx.ModelFolders;
using QualityReview.People;
using QualityReview.Web.Configuration;

namespace QualityReview.Web.Models;

/// <summary>Asks for the settings of a scorer over a model that has been checked, and adds it. A setting of its own is one field here
/// and one property of <see cref="ScorerOptions"/>.</summary>
public sealed partial class AddModelForm
{
    private readonly ScorerOptions _scorer = new();
    private string _preset = AskLlmPrompt.Paper.Name;
    private string _prompt = AskLlmPrompt.Paper.Text;
    private string _proposed = "";
    private string _fault = "";
    private bool _adding;

    [Inject] private AddedScorers Added { get; set; } = default!;

    [Inject] private Reviewer Reviewer { get; set; } = default!;

    /// <summary>It may be looked at: see <see cref="ModelFolderRoots"/>.</summary>
    [Parameter, EditorRequired] public ModelFolder Folder { get; set; } = default!;

    /// <summary>As the person named it: the folder, or one ONNX file of it.</summary>
    [Parameter, EditorRequired] public string Path { get; set; } = "";

    /// <summary>Called with the key.</summary>
    [Parameter] public EventCallback<string> OnAdded { get; set; }

    protected override void OnInitialized()
    {
        _scorer.Model = System.IO.Path.GetFullPath(Path);
        Choose(ScorerMethods.Of(Folder.Role)[0]);
    }

    private void Choose(string method)
    {
        _scorer.Method = method;
        // A key that a person wrote stays.
        if (_scorer.Key == _proposed)
        {
            _scorer.Key = _proposed = Added.ProposeKey(method, Folder.Name);
        }
    }

    private async Task AddAsync()
    {
        if (_adding)
        {
            return;
        }

        (_adding, _fault) = (true, "");
        var isAsked = _scorer.Method == ScorerMethods.AskLlm;
        var isSlid = _scorer.Method == ScorerMethods.Perplexity;
        try
        {
            Reviewer.Require(Role.Admin, "add a scorer");
            // What the method does not ask for is left as it is by default, whatever was typed before the method was changed.
            _scorer.Prompt = !isAsked ? new ScorerOptions().Prompt : _preset.Length > 0 ? _preset : _prompt;
            _scorer.Template = isAsked ? _scorer.Template : new ScorerOptions().Template;
            _scorer.Prefix = _scorer.Method == ScorerMethods.Density ? _scorer.Prefix : "";
            (_scorer.Window, _scorer.Stride) = isSlid ? (_scorer.Window, _scorer.Stride) : (0, 0);
            _scorer.Title = _scorer.Title.Trim();
            _scorer.Key = _scorer.Key.Trim();
            await Added.AddAsync(_scorer);
            await OnAdded.InvokeAsync(_scorer.Key);
        }
        catch (QualityReviewException fault)
        {
            _fault = fault.Message;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _fault = $"The model's files cannot be read: {fault.Message}";
        }
        finally
        {
            _adding = false;
        }
    }
}
