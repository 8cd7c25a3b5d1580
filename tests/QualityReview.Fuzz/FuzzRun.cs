using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace QualityReview.Fuzz;

/// <summary>What became of an input that the parser did not stand.</summary>
internal sealed record Finding(string What, string Where, string Detail);

/// <summary>Feeds one parser with inputs on a thread with a small stack, as servers have, and judges what it does with them.</summary>
internal sealed partial class FuzzRun(Parser parser, int seed, Action<byte[]> begin, Action<byte[], Finding> found)
{
    private const int StackBytes = 1 << 20, MostKept = 600;
    private const double SlowSeconds = 3;

    private readonly HashSet<string> _outcomes = new(StringComparer.Ordinal);
    private readonly List<byte[]> _pool = [];

    public long Inputs { get; private set; }

    public long Accepted { get; private set; }

    public double ProcessorSeconds { get; private set; }

    public int Outcomes => _outcomes.Count;

    /// <summary>Runs until the thread has used so much of the processor.</summary>
    public void Run(double seconds)
    {
        var thread = new Thread(() => Loop(seconds), StackBytes);
        thread.Start();
        thread.Join();
    }

    /// <summary>Null where all is well.</summary>
    public static Finding? Judge(Parser parser, byte[] input, out string outcome)
    {
        var (allocated, began) = (GC.GetAllocatedBytesForCurrentThread(), ThreadSeconds());
        outcome = "";
        try
        {
            outcome = "read: " + parser.Read(input);
        }
        catch (QualityReviewException refused)
        {
            outcome = "refused: " + Shape(refused.Message);
            if (FaultOf(refused.Message) is { } fault)
            {
                return new Finding("message", outcome[..Math.Min(80, outcome.Length)], $"{fault}: {refused.Message[..Math.Min(400, refused.Message.Length)]}");
            }
        }
        catch (Exception fault)
        {
            return new Finding(fault is FuzzFault ? "broken promise" : fault.GetType().Name, Place(fault), fault.ToString());
        }

        var (bytes, took) = (GC.GetAllocatedBytesForCurrentThread() - allocated, ThreadSeconds() - began);
        return bytes > parser.MostAllocated(input.Length) ? new Finding("memory", Shape(outcome), FormattableString.Invariant($"{bytes:N0} bytes were allocated for an input of {input.Length:N0} bytes."))
            : took > SlowSeconds ? new Finding("slow", Shape(outcome), FormattableString.Invariant($"{took:0.0} s for an input of {input.Length:N0} bytes."))
            : null;
    }

    private void Loop(double seconds)
    {
        var random = new Random(seed);
        var mutator = new Mutator(random, parser.MostBytes);
        foreach (var input in parser.Seeds())
        {
            _pool.Add(input);
            Try(input);
        }

        while ((ProcessorSeconds = ThreadSeconds()) < seconds)
        {
            var input = parser.Mutate(mutator, mutator.Pick(_pool), mutator.Pick(_pool));
            if (Try(input))
            {
                if (_pool.Count < MostKept)
                {
                    _pool.Add(input);
                }
                else
                {
                    _pool[random.Next(MostKept / 2, MostKept)] = input;
                }
            }
        }
    }

    /// <summary>Whether the outcome is one that was not seen before.</summary>
    private bool Try(byte[] input)
    {
        begin(input);
        Inputs++;
        var finding = Judge(parser, input, out var outcome);
        Accepted += outcome.StartsWith("read", StringComparison.Ordinal) ? 1 : 0;
        if (finding is not null)
        {
            found(input, finding);
            return false;
        }

        return _outcomes.Count < 20_000 && _outcomes.Add(outcome);
    }

    /// <summary>One sentence or some, each on its line, and no longer than a person reads.</summary>
    private static string? FaultOf(string message) =>
        message.Length > 20_000 ? $"The message has {message.Length} characters"
        : message.Length == 0 || message[^1] is not ('.' or '?') ? "The message is no sentence"
        : message.Contains("Exception", StringComparison.Ordinal) || message.Contains("System.", StringComparison.Ordinal) ? "The message speaks of the program's own parts"
        : null;

    /// <summary>A message without what differs from input to input.</summary>
    private static string Shape(string message)
    {
        var shape = new StringBuilder();
        var quoted = false;
        foreach (var character in message.AsSpan(0, Math.Min(message.Length, 300)))
        {
            quoted ^= character is '"' or '\'';
            if (!quoted && !char.IsAsciiDigit(character))
            {
                shape.Append(character);
            }
        }

        return shape.ToString();
    }

    private static string Place(Exception fault) => string.Join(" < ", new StackTrace(fault).GetFrames().Select(frame => frame.GetMethod())
        .Where(method => method?.DeclaringType?.FullName?.StartsWith("QualityReview.", StringComparison.Ordinal) == true)
        .Select(method => $"{method!.DeclaringType!.Name}.{method.Name}").Take(fault is FuzzFault ? 3 : 2));

    /// <summary>Seconds of the processor that the calling thread has used (clock_gettime, CLOCK_THREAD_CPUTIME_ID).</summary>
    internal static double ThreadSeconds() => ClockTime(3, out var time) == 0 ? time.Seconds + (time.Nanoseconds / 1e9) : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockTime(int clock, out Time time);
}
