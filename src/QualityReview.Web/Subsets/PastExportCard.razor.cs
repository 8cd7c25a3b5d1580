using System.Text;
using Microsoft.AspNetCore.Components;
using QualityReview.Exports;

namespace QualityReview.Web.Subsets;

/// <summary>One past export: what it was made of, and buttons to verify, download and read it.</summary>
public sealed partial class PastExportCard : IDisposable
{
    private const int MostFaults = 50;
    private const int MostFiles = 200;
    private const int MostManifestCharacters = 100_000;

    private readonly CancellationTokenSource _gone = new();
    private bool _verifying;
    private IReadOnlyList<ExportFault>? _faults;
    private ExportManifest? _manifest;
    private string _json = "";
    private string? _manifestFault;

    [Parameter, EditorRequired] public PastExport Export { get; set; } = default!;

    [Parameter, EditorRequired] public string Dataset { get; set; } = "";

    [Parameter] public DateTimeOffset Now { get; set; }

    private string Again => ReviewUrls.Subsets(Dataset, Export.Rule, null, Export.Recipe.Length > 0 ? QualityReview.Recipes.RecipeJson.Read(Export.Recipe) : new());

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task VerifyAsync()
    {
        (_verifying, _faults) = (true, null);
        var (export, gone) = (Export, _gone.Token);
        try
        {
            _faults = await Task.Run(() => ExportOnDisk.Verify(export, gone), gone);
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
        finally
        {
            _verifying = false;
        }
    }

    private async Task ToggleManifestAsync()
    {
        _manifestFault = null;
        if (_manifest is not null)
        {
            _manifest = null;
            return;
        }

        var export = Export;
        try
        {
            _manifest = await Task.Run(() => ExportOnDisk.Manifest(export));
            var json = Encoding.UTF8.GetString(ManifestJson.Write(_manifest));
            _json = json.Length > MostManifestCharacters ? $"{json[..MostManifestCharacters]}\n… the rest is in the file." : json;
        }
        catch (QualityReviewException fault)
        {
            _manifestFault = fault.Message;
        }
    }
}
