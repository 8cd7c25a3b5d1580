using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using QualityReview.Jobs;
using QualityReview.Samples;
using QualityReview.Samples.Files;
using QualityReview.Web.Configuration;
using QualityReview.Web.Jobs;
using QualityReview.Web.Shared;

namespace QualityReview.Web.Home;

/// <summary>Takes a file from the browser and queues its import. Paths on the server cannot be named here.</summary>
public sealed partial class ImportForm : IDisposable
{
    private static readonly TimeSpan _showEvery = TimeSpan.FromMilliseconds(200);

    private CancellationTokenSource? _upload;
    private IBrowserFile? _file;
    private string _name = "";
    private bool _named;
    private string _fault = "";
    private string _nameFault = "";
    private string? _textField;
    private string? _idField;
    private string? _sourceField;
    private bool _score = true;
    private bool _busy;
    private long _stored;

    /// <summary>Datasets there are, to offer and to recognise.</summary>
    [Parameter] public IReadOnlyList<Dataset> Datasets { get; set; } = [];

    /// <summary>Configured scorers; where there are none, none is offered.</summary>
    [Parameter] public int Scorers { get; set; }

    [Inject] private JobOrders Orders { get; set; } = default!;

    [Inject] private UploadFolder Uploads { get; set; } = default!;

    [Inject] private QualityReviewOptions Options { get; set; } = default!;

    [Inject] private ToastFeed Toasts { get; set; } = default!;

    [Inject] private TimeProvider Time { get; set; } = default!;

    private string Hint => _name.Length == 0
        ? "A new name, or that of a dataset to add to."
        : Datasets.FirstOrDefault(dataset => dataset.Name == _name) is { } known
            ? $"Adds to {known.Name}, which has {Display.Plural(known.SampleCount, "sample")}. Nothing is added twice."
            : "Makes a new dataset.";

    public void Dispose()
    {
        _upload?.Cancel();
        _upload?.Dispose();
    }

    /// <summary>A dataset's name made from a file's: "Web Crawl (2026).jsonl.gz" gives "web-crawl-2026".</summary>
    internal static string Suggest(string fileName)
    {
        var stem = UploadFolder.ShownName(fileName).TrimStart('.');
        while (Path.GetExtension(stem) is { Length: > 1 and <= 8 } extension && extension.Skip(1).All(char.IsAsciiLetter))
        {
            stem = stem[..^extension.Length];
        }

        var name = new StringBuilder();
        foreach (var letter in stem.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter) || (letter is '_' or '.' && name.Length > 0))
            {
                name.Append(letter);
            }
            else if (name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        return name.ToString(0, Math.Min(name.Length, 64)).TrimEnd('-', '.', '_');
    }

    private void Choose(InputFileChangeEventArgs change)
    {
        _file = change.FileCount > 0 ? change.File : null;
        _fault = "";
        if (_file is null)
        {
            return;
        }

        try
        {
            FileFormats.Of(_file.Name);
        }
        catch (WrongWordsException fault)
        {
            _fault = fault.Message;
            _file = null;
            return;
        }

        if (_file.Size > UploadFolder.MaxBytes)
        {
            _fault = $"{_file.Name} has {Display.Bytes(_file.Size)}; up to {Display.Bytes(UploadFolder.MaxBytes)} come through a browser. The command \"quality-review import\" takes files of any size.";
            _file = null;
        }
        else if (!_named)
        {
            _name = Suggest(_file.Name);
            _nameFault = "";
        }
    }

    private void Name(ChangeEventArgs change)
    {
        _name = ((string?)change.Value ?? "").Trim();
        _named = _name.Length > 0;
        _nameFault = _name.Length == 0 ? "" : FaultOf(_name);
    }

    private static string FaultOf(string name)
    {
        try
        {
            DatasetName.Check(name);
            return "";
        }
        catch (WrongWordsException fault)
        {
            return fault.Message;
        }
    }

    private async Task ImportAsync()
    {
        _nameFault = _name.Length == 0 ? "A dataset needs a name." : FaultOf(_name);
        _fault = _file is null ? "Choose a file first." : "";
        if (_file is not { } file || _nameFault.Length > 0)
        {
            return;
        }

        _busy = true;
        _stored = 0;
        _upload = new CancellationTokenSource();
        string? path = null;
        try
        {
            Orders.RequireImport();
            await using (var content = file.OpenReadStream(UploadFolder.MaxBytes, _upload.Token))
            {
                path = await Uploads.SaveAsync(file.Name, content, Progress(), _upload.Token);
            }

            var shown = UploadFolder.ShownName(file.Name);
            var request = new ImportRequest
            {
                File = path,
                TextField = Given(_textField) ?? "text",
                IdField = Given(_idField),
                SourceField = Given(_sourceField),
                Source = shown,
                MaxLineBytes = Options.Import.MaxLineBytes,
                MaxExpansion = Options.Import.MaxExpansion,
            };
            await Orders.ImportAsync(_name, shown, request, _score && Scorers > 0);
            Toasts.Add(new Toast($"{Excerpt.Of(shown, 60)} is uploaded; its import is queued.", NoticeKind.Success));
            (_file, _name, _named) = (null, "", false);
        }
        catch (QualityReviewException fault)
        {
            _fault = fault.Message;
            Uploads.Forget(path ?? "/");
        }
        catch (Exception fault) when (fault is OperationCanceledException or JSException or TimeoutException)
        {
            _fault = _upload.IsCancellationRequested ? "The upload was stopped; nothing was imported." : "The file could not be read to its end: it was changed, moved, or the connection broke. Choose it again.";
        }
        finally
        {
            _busy = false;
        }
    }

    private void Stop() => _upload?.Cancel();

    private Action<long> Progress()
    {
        var shownAt = Time.GetTimestamp();
        return stored =>
        {
            _stored = stored;
            if (Time.GetElapsedTime(shownAt) >= _showEvery)
            {
                shownAt = Time.GetTimestamp();
                _ = InvokeAsync(StateHasChanged);
            }
        };
    }

    private static string? Given(string? field) => string.IsNullOrWhiteSpace(field) ? null : field.Trim();
}
