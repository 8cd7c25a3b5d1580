using System.Text.RegularExpressions;

namespace QualityReview.Onnx.ModelFolders;

/// <summary>The two ONNX files of an encoder-decoder model, by the names that Hugging Face's exports give them.</summary>
internal sealed partial record EncoderDecoderFiles(string Encoder, string Decoder)
{
    private const string EncoderName = "encoder_model";

    // The decoder that is not merged first: it is the same decoder, and smaller.
    private static readonly string[] s_decoderNames = ["decoder_model", "decoder_model_merged"];

    public static string Supported =>
        $"{EncoderName}.onnx with {string.Join(".onnx or ", s_decoderNames)}.onnx, both also with the same ending of {string.Join(", ", ModelFile.Endings.Skip(1))}";

    /// <summary>The pair of a folder, or null where it holds neither half.</summary>
    /// <exception cref="QualityReviewException">It holds halves, and no two that belong together.</exception>
    public static EncoderDecoderFiles? Find(string folder)
    {
        string[] places = [folder, Path.Combine(folder, "onnx")];
        var pairs = places.SelectMany(place => ModelFile.Endings.SelectMany(ending => s_decoderNames.Select(name => Pair(place, name, ending))));
        if (pairs.FirstOrDefault(p => File.Exists(p.Encoder) && File.Exists(p.Decoder)) is { } whole)
        {
            return whole;
        }
        return pairs.SelectMany(p => new[] { p.Encoder, p.Decoder }).FirstOrDefault(File.Exists) is { } half ? Beside(half) : null;
    }

    /// <summary>The pair that one of its files belongs to, or null when the file's name is neither's.</summary>
    /// <exception cref="QualityReviewException">The other half is missing.</exception>
    public static EncoderDecoderFiles? Beside(string file)
    {
        if (HalfName().Match(Path.GetFileName(file)) is not { Success: true } name)
        {
            return null;
        }
        var (half, ending, place) = (name.Groups["half"].Value, name.Groups["ending"].Value, Path.GetDirectoryName(file)!);
        var pairs = half == EncoderName ? s_decoderNames.Select(decoder => Pair(place, decoder, ending)).ToList() : [Pair(place, half, ending)];
        return pairs.Find(p => File.Exists(p.Encoder) && File.Exists(p.Decoder)) ?? throw new QualityReviewException(half == EncoderName
            ? $"{file} has no decoder beside it; looked for {string.Join(" and ", pairs.Select(p => Path.GetFileName(p.Decoder)))}."
            : $"{file} has no encoder beside it; looked for {Path.GetFileName(pairs[0].Encoder)}.");
    }

    private static EncoderDecoderFiles Pair(string place, string decoder, string ending) =>
        new(Path.Combine(place, EncoderName + ending + ".onnx"), Path.Combine(place, decoder + ending + ".onnx"));

    [GeneratedRegex(@"^(?<half>encoder_model|decoder_model_merged|decoder_model)(?<ending>_\w+)?\.onnx$")]
    private static partial Regex HalfName();
}
