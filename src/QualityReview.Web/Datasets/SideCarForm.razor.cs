using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Web.Home;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Datasets;

/// <summary>Takes a side-car file from the browser and queues the reading of its scores.</summary>
public sealed partial class SideCarForm : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IBrowserFile? _file;
    private string _key = "";
    private string _title = "";
    private string _higher = "better";
    private string _idField = "";
    private string _scoreField = "";
    private string _fault = "";
    private bool _busy;

    [Parameter, EditorRequired] public Dataset Dataset { get; set; } = default!;

    [Inject] private JobOrders Orders { get; set; } = default!;

    [Inject] private UploadFolder Uploads { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task ReadAsync()
    {
        _fault = _file is null ? "Choose a file first." : "";
        if (_file is not { } file)
        {
            return;
        }

        _busy = true;
        string? path = null;
        try
        {
            Orders.RequireImport();
            var request = new SideCarRequest
            {
                File = file.Name,
                Name = UploadFolder.ShownName(file.Name),
                Key = _key.Trim(),
                Title = _title.Trim(),
                Higher = _higher,
                IdField = Given(_idField) ?? "id",
                ScoreField = Given(_scoreField) ?? "score",
            };
            // Wrong words are said before gigabytes are uploaded.
            SideCarJob.Checked(request);
            await using (var content = file.OpenReadStream(UploadFolder.MaxBytes, _gone.Token))
            {
                path = await Uploads.SaveAsync(file.Name, content, null, _gone.Token);
            }

            await Orders.ImportScoresAsync(Dataset, request with { File = path }, _gone.Token);
            Toasts.Add(new Toast($"{Excerpt.Of(request.Name, 60)} is uploaded; its scores are being read.", NoticeKind.Success));
            (_file, _key, _title) = (null, "", "");
        }
        catch (QualityReviewException fault)
        {
            _fault = fault.Message;
            Uploads.Forget(path ?? "/");
        }
        catch (Exception fault) when (fault is OperationCanceledException or JSException or TimeoutException or IOException)
        {
            _fault = "The file could not be read to its end: it was changed, moved, or the connection broke. Choose it again.";
        }
        finally
        {
            _busy = false;
        }
    }

    private static string? Given(string field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
