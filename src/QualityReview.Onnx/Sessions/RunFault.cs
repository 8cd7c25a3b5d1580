using System.Text.RegularExpressions;

namespace QualityReview.Onnx.Sessions;

/// <summary>A run of a model that failed.</summary>
internal sealed partial class RunFault(Exception cause) : Exception(Brief(cause), cause)
{
    public bool OutOfMemory { get; } = MemoryWords().IsMatch(cause.Message);

    /// <summary>The first line of ONNX Runtime's message without its code and source places, at most 300 characters.</summary>
    public static string Brief(Exception fault)
    {
        var line = Places().Replace(fault.Message, " ").Split('\n')[0].Trim();
        return (line.Length > 300 ? line[..300] + "…" : line).TrimEnd('.') + ".";
    }

    [GeneratedRegex("allocate memory|out of memory|bad_alloc|bad allocation|OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|AllocateRaw", RegexOptions.IgnoreCase)]
    private static partial Regex MemoryWords();

    [GeneratedRegex(@"^\[ErrorCode:\w+\]\s*|\s*\S*/(onnxruntime|_work)/\S+(\s+\w+)?(:+\S*\([^)]*\))?")]
    private static partial Regex Places();
}
