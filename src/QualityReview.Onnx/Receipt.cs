using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using QualityReview.Onnx.ModelFolders;
using QualityReview.Onnx.Tokenizers;

namespace QualityReview.Onnx;

/// <summary>Collects what must be equal for two scores to be comparable. Device, threads and batches are not among it.</summary>
internal sealed class Receipt
{
    private readonly SortedDictionary<string, string> _entries = new(StringComparer.Ordinal);

    public static Receipt Of(ModelFolder folder, Tokenizer tokenizer)
    {
        var receipt = new Receipt()
            .Add("model", folder.Name)
            .Add("model_sha256", folder.ModelHash())
            .Add("precision", folder.Precision)
            .Add("tokenizer_sha256", tokenizer.Hash);
        return folder.Encoder is { } encoder ? receipt.Add("decoder_start_token", encoder.StartToken) : receipt;
    }

    public Receipt Add(string name, string value)
    {
        _entries.Add(name, value);
        return this;
    }

    public Receipt Add(string name, int value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    public IReadOnlyDictionary<string, string> Entries => _entries;

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
