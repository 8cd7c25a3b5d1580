namespace QualityReview.Onnx.Perplexity;

/// <summary>A stretch of a long sequence that the model reads at once, and the part of it that is scored there.</summary>
/// <param name="Start">First token read.</param>
/// <param name="FirstTarget">First token scored; those before it are context only.</param>
/// <param name="End">One past the last token scored.</param>
/// <remarks>Ten tokens, window 4, stride 2: [0 1* 2* 3*], [2 3 4* 5*], [4 5 6* 7*], [6 7 8* 9*]; * is scored. Every token but the
/// first is scored once, with at least window - stride tokens before it where the text has them.</remarks>
internal readonly record struct SlidingWindow(int Start, int FirstTarget, int End)
{
    public static IEnumerable<SlidingWindow> Cut(int length, int window, int stride)
    {
        var scored = 1;
        for (var start = 0; scored < length; start += stride)
        {
            var end = Math.Min(start + window, length);
            yield return new SlidingWindow(start, scored, end);
            scored = end;
        }
    }
}
