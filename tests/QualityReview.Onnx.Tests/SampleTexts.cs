namespace QualityReview.Onnx.Tests;

/// <summary>Texts of many lengths, cut out of the golden ones by a fixed rule.</summary>
internal static class SampleTexts
{
    public static IReadOnlyList<string> Mixed(int count)
    {
        var source = string.Join("\n\n", GoldenText.All.Select(g => g.Text));
        var texts = new string[count];
        for (var i = 0; i < count; i++)
        {
            var length = 5 + (i * i * 31 % 1500);
            var start = i * 379 % (source.Length - length);
            texts[i] = source.Substring(start, length).Replace('\uD83D', ' ').Replace('\uDE00', ' ');
        }
        return texts;
    }
}
